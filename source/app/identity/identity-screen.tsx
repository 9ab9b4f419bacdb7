import {useCallback, useEffect, useState} from 'react';
import {type Who} from '../../aws/endpoints.js';
import {type IdentityServices} from '../../aws/identity-services.js';
import {
	ssoTarget,
	type SsoTarget,
	type IdentityChoice,
} from '../../aws/profiles/identity-choice.js';
import {type IdentityList} from '../../aws/profiles/list-identities.js';
import {type ProfileFiles} from '../../aws/profiles/read-profiles.js';
import {FileProblemsView, IdentityListView} from './identity-list.js';
import {IdentityDetailView} from './identity-detail-view.js';
import {NewProfileView} from './new-profile-view.js';
import {SsoSignInView} from './sso-sign-in-view.js';

/** What was chosen: who to be, and the region the profile names. */
export type ChosenIdentity = {who: Who; region?: string};

type Read = {list: IdentityList & {files: ProfileFiles}; at: number};

type View =
	| {name: 'list'}
	| {name: 'detail'; choice: IdentityChoice}
	| {name: 'sign in'; choice: IdentityChoice; target: SsoTarget}
	| {name: 'new' | 'problems'};

type Props = {
	/** Missing while the SDK is loaded. */
	readonly services: IdentityServices | undefined;
	/** The working region, for new profiles. */
	readonly region: string | undefined;
	/** The start URL to begin with, when practising. */
	readonly startUrl: string;
	readonly onChosen: (chosen: ChosenIdentity) => void;
	readonly onBack: () => void;
};

/** Choosing an identity: the list, one of them in detail, signing in, and making a profile. */
export function IdentityScreen({services, region, startUrl, onChosen, onBack}: Props) {
	const [read, setRead] = useState<Read>();
	const [view, setView] = useState<View>({name: 'list'});
	// Counts the readings: what was typed to find one belongs to that list.
	const [reading, setReading] = useState(0);
	const load = useCallback(async () => {
		if (services) {
			setRead({list: await services.list(), at: Date.now()});
		}
	}, [services]);
	useEffect(() => {
		void load();
	}, [load]);
	const toList = () => {
		setRead(undefined);
		setReading((count) => count + 1);
		void load();
		setView({name: 'list'});
	};

	if (view.name === 'list' || !services) {
		return (
			<IdentityListView
				key={reading}
				list={read?.list}
				readAt={read?.at ?? 0}
				onBack={onBack}
				onSelect={(selected) => {
					if (selected.type === 'identity') {
						setView({name: 'detail', choice: selected.choice});
					} else if (selected.type === 'again') {
						toList();
					} else {
						setView({name: selected.type});
					}
				}}
			/>
		);
	}

	switch (view.name) {
		case 'detail': {
			const {choice} = view;
			const target = ssoTarget(choice);
			return (
				<IdentityDetailView
					choice={choice}
					readAt={read?.at ?? 0}
					onUse={() => {
						const who = whoOf(choice);
						if (who) {
							onChosen({
								who,
								...(choice.region && {region: choice.region}),
							});
						}
					}}
					onSignIn={
						target
							? () => {
									setView({name: 'sign in', choice, target});
								}
							: undefined
					}
					onSignOut={target ? async () => signOutOf(services, target) : undefined}
					onBack={toList}
				/>
			);
		}

		case 'sign in': {
			const {choice, target} = view;
			return (
				<SsoSignInView
					target={target}
					services={services}
					onDone={() => {
						const who = whoOf(choice);
						if (who) {
							onChosen({
								who,
								...(choice.region && {region: choice.region}),
							});
						} else {
							toList();
						}
					}}
					onBack={toList}
				/>
			);
		}

		case 'problems': {
			return <FileProblemsView problems={read?.list.problems ?? []} onBack={toList} />;
		}

		case 'new': {
			return (
				<NewProfileView
					services={services}
					files={read?.list.files}
					region={region}
					startUrl={startUrl}
					onSaved={(profile) => {
						onChosen({who: {profile}, ...(region && {region})});
					}}
					onBack={toList}
				/>
			);
		}
	}
}

const otherSources = ['shell-keys', 'web-identity', 'container', 'server'] as const;

function whoOf({profile, kind}: IdentityChoice): Who | undefined {
	if (profile !== undefined) {
		return {profile};
	}

	const source = otherSources.find((each) => each === kind);
	return source && {source};
}

async function signOutOf(services: IdentityServices, target: SsoTarget): Promise<string> {
	const {removed, aws} = await services.signOut(target);
	const said = typeof aws === 'string' ? '' : ` AWS could not be told: ${aws.problem}`;
	return removed
		? `Signed out of ${target.startUrl}. Every other sign-in stays.${said}`
		: 'There was no sign-in to end.';
}
