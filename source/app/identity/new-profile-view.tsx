import {useState} from 'react';
import {Box} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {proposeProfileName} from '../../aws/profiles/sso-profile.js';
import {proposeSession} from '../../aws/profiles/edit-config.js';
import {type ProfileFiles} from '../../aws/profiles/read-profiles.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {knownRegions} from '../../aws/regions.js';
import {inferRegion, checkStartUrl} from '../../aws/sso/start-url.js';
import {FilterList} from '../../ui/filter-list.js';
import {Message, Paragraph} from '../../ui/message.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {TextField} from '../../ui/text-field.js';
import {useInput} from '../../ui/use-input.js';
import {TextAbove} from '../../guides/steps/text-above.js';
import {AccountView, RoleView} from './account-view.js';
import {SaveProfileView} from './save-profile-view.js';
import {SsoSignInView} from './sso-sign-in-view.js';
import {identityHelp} from './help.js';

type Props = {
	readonly services: IdentityServices;
	readonly files: ProfileFiles | undefined;
	/** The working region that the profile gets. */
	readonly region: string | undefined;
	readonly startUrl: string;
	readonly onSaved: (profile: string) => void;
	readonly onBack: () => void;
};

type View =
	| {name: 'portal'; startUrl: string}
	/** `account`: the one whose roles were asked for when the sign-in ended. */
	| {
			name: 'sign in';
			session: string;
			target: SsoTarget;
			account?: SsoAccount;
	  }
	| {name: 'account'; session: string; target: SsoTarget}
	| {name: 'role'; session: string; target: SsoTarget; account: SsoAccount}
	| {
			name: 'save';
			session: string;
			target: SsoTarget;
			account: SsoAccount;
			role: string;
	  };

/** From nothing to a profile: the portal, signing in, the account, the role, the name, and the change to the file. */
export function NewProfileView({
	services,
	files,
	region,
	startUrl,
	onSaved,
	onBack,
}: Props) {
	const [view, setView] = useState<View>({name: 'portal', startUrl});
	switch (view.name) {
		case 'portal': {
			return (
				<PortalView
					startUrl={view.startUrl}
					onPortal={(portal) => {
						const session = proposeSession(files?.texts.config ?? '', portal);
						setView({
							name: 'sign in',
							session,
							target: {...portal, key: {session}},
						});
					}}
					onBack={onBack}
				/>
			);
		}

		case 'sign in': {
			return (
				<SsoSignInView
					target={view.target}
					services={services}
					onDone={() => {
						const {account} = view;
						setView(
							account
								? {...view, name: 'role', account}
								: {...view, name: 'account'},
						);
					}}
					onBack={() => {
						setView({name: 'portal', startUrl: view.target.startUrl});
					}}
				/>
			);
		}

		case 'account': {
			return (
				<AccountView
					target={view.target}
					services={services}
					onSelect={(account) => {
						setView({...view, name: 'role', account});
					}}
					onSignIn={() => {
						setView({...view, name: 'sign in'});
					}}
					onBack={() => {
						setView({name: 'portal', startUrl: view.target.startUrl});
					}}
				/>
			);
		}

		case 'role': {
			return (
				<RoleView
					target={view.target}
					account={view.account}
					services={services}
					onSelect={(role) => {
						setView({...view, name: 'save', role});
					}}
					onSignIn={() => {
						setView({...view, name: 'sign in'});
					}}
					onBack={() => {
						setView({...view, name: 'account'});
					}}
				/>
			);
		}

		case 'save': {
			const {target, account, role, session} = view;
			return files ? (
				<SaveProfileView
					session={{
						name: session,
						startUrl: target.startUrl,
						region: target.region,
					}}
					accountId={account.id}
					roleName={role}
					region={region}
					proposed={proposeProfileName(
						account.name ?? account.id,
						role,
						files.sdk.profiles.keys(),
					)}
					readFiles={async () => {
						const list = await services.list();
						return list.files;
					}}
					onSaved={onSaved}
					onBack={() => {
						setView({...view, name: 'role'});
					}}
				/>
			) : undefined;
		}
	}
}

type Portal = {startUrl: string; region: string};

type PortalProps = {
	readonly startUrl: string;
	readonly onPortal: (portal: Portal) => void;
	readonly onBack: () => void;
};

const title = 'New profile: company sign-in';

/** Asks for the start URL of the access portal, and for Identity Center's region where the URL does not say it. */
export function PortalView({startUrl, onPortal, onBack}: PortalProps) {
	const [url, setUrl] = useState(startUrl);
	const [problem, setProblem] = useState<string>();
	const [asked, setAsked] = useState<string>();
	const [doubted, setDoubted] = useState<{url: string; doubt: string}>();
	useInput((_, key) => {
		if (!key.escape) {
			return;
		}

		if (asked === undefined) {
			onBack();
		} else {
			setAsked(undefined);
		}
	});
	if (asked !== undefined) {
		return (
			<RegionView
				startUrl={asked}
				onRegion={(region) => {
					onPortal({startUrl: asked, region});
				}}
			/>
		);
	}

	return (
		<ScreenFrame
			title={title}
			help={identityHelp.portal}
			keys={[
				{key: 'Enter', does: 'continue'},
				{key: 'Esc', does: 'back'},
			]}
		>
			<Box flexDirection="column" gap={1}>
				<Paragraph text="Your company’s AWS access portal is the page on which you pick an AWS account. Its address is what is needed here." />
				<TextField
					label="Start URL"
					value={url}
					placeholder="https://d-1234567890.awsapps.com/start"
					onChange={(value) => {
						setUrl(value);
						setProblem(undefined);
						setDoubted(undefined);
					}}
					onSubmit={(value) => {
						const checked = checkStartUrl(value);
						if ('problem' in checked) {
							setProblem(checked.problem);
							return;
						}

						if (checked.doubt !== undefined && doubted?.url !== checked.url) {
							setDoubted({url: checked.url, doubt: checked.doubt});
							return;
						}

						const guess = inferRegion(checked.url);
						if ('region' in guess) {
							onPortal({startUrl: checked.url, region: guess.region});
						} else {
							setAsked(checked.url);
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
				{doubted ? (
					<Message
						kind="warning"
						text={`${doubted.url}\n${doubted.doubt} Enter uses it all the same.`}
					/>
				) : undefined}
			</Box>
		</ScreenFrame>
	);
}

function RegionView({
	startUrl,
	onRegion,
}: {
	readonly startUrl: string;
	readonly onRegion: (region: string) => void;
}) {
	return (
		<ScreenFrame
			title={title}
			place={startUrl}
			help={identityHelp.portal}
			keys={[
				{key: 'Enter', does: 'choose'},
				{key: 'Esc', does: 'back'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<Regions startUrl={startUrl} onRegion={onRegion} />
		</ScreenFrame>
	);
}

function Regions({
	startUrl,
	onRegion,
}: {
	readonly startUrl: string;
	readonly onRegion: (region: string) => void;
}) {
	const guess = inferRegion(startUrl);
	const likely = 'likely' in guess ? guess.likely : [guess.region];
	const regions = [...new Set([...likely, ...knownRegions])];
	return (
		<TextAbove text="In which region is your company’s Identity Center? This is where people sign in, not where your keys live; your administrator knows, and a wrong one is told at once.">
			{(rows) => (
				<FilterList
					rows={rows}
					items={regions.map((region) => ({
						id: region,
						label: region,
						value: region,
					}))}
					onSelect={onRegion}
				/>
			)}
		</TextAbove>
	);
}
