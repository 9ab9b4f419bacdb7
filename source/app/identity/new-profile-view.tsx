import {useState} from 'react';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {proposeProfileName, inferRegion, checkStartUrl} from '../../aws/profiles/sso-profile.js';
import {proposeSession} from '../../aws/profiles/edit-config.js';
import {type ProfileFiles} from '../../aws/profiles/read-profiles.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {knownRegions} from '../../aws/regions.js';
import {type Validation} from '../../ui/question.js';
import {QuestionScreen} from '../../ui/question-screen.js';
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
	| {name: 'portal'; startUrl: string; region?: string}
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
export function NewProfileView({services, files, region, startUrl, onSaved, onBack}: Props) {
	const [view, setView] = useState<View>({name: 'portal', startUrl});
	switch (view.name) {
		case 'portal': {
			return (
				<PortalView
					startUrl={view.startUrl}
					region={view.region}
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
						setView(account ? {...view, name: 'role', account} : {...view, name: 'account'});
					}}
					onBack={() => {
						setView({name: 'portal', startUrl: view.target.startUrl, region: view.target.region});
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
						setView({name: 'portal', startUrl: view.target.startUrl, region: view.target.region});
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
					proposed={proposeProfileName(account.name ?? account.id, role, files.sdk.profiles.keys())}
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
	/** The one that was given before. */
	readonly region?: string | undefined;
	readonly onPortal: (portal: Portal) => void;
	readonly onBack: () => void;
};

const title = 'New profile: company sign-in';

/** Asks for the start URL of the access portal, and for Identity Center's region where the URL does not say it. */
export function PortalView({startUrl, region: given, onPortal, onBack}: PortalProps) {
	const [asked, setAsked] = useState<string>();
	const [doubted, setDoubted] = useState<string>();
	if (asked !== undefined) {
		return (
			<QuestionScreen
				title={title}
				location={asked}
				help={identityHelp.portal}
				question={{
					kind: 'list',
					id: `region of ${asked}`,
					text: 'In which region is your company’s Identity Center? This is where people sign in, not where your keys live; your administrator knows, and a wrong one is told at once.',
					rows: regionsFor(asked).map((region) => ({
						id: region,
						label: region,
					})),
					first: given,
					onAnswer(region) {
						onPortal({startUrl: asked, region});
					},
					onBack() {
						setAsked(undefined);
					},
				}}
			/>
		);
	}

	return (
		<QuestionScreen
			title={title}
			help={identityHelp.portal}
			question={{
				kind: 'text',
				id: 'start URL',
				text: 'Your company’s AWS access portal is the page on which you pick an AWS account. Its address is what is needed here.',
				label: 'Start URL',
				placeholder: 'https://d-1234567890.awsapps.com/start',
				isFresh: true,
				initial: startUrl,
				validate(text): Checked {
					const checked = checkStartUrl(text);
					return 'problem' in checked ? checked : {value: checked};
				},
				onChange() {
					setDoubted(undefined);
				},
				onAnswer({url, doubt}, {notify}) {
					if (doubt !== undefined && doubted !== url) {
						setDoubted(url);
						notify({
							kind: 'warning',
							text: `${url}\n${doubt} Enter uses it all the same.`,
						});
						return;
					}

					const guess = inferRegion(url);
					if ('region' in guess) {
						onPortal({startUrl: url, region: guess.region});
					} else {
						setAsked(url);
					}
				},
				onBack,
			}}
		/>
	);
}

type Checked = Validation<{url: string; doubt?: string}>;

/** The regions, those first that the start URL makes likely. */
function regionsFor(startUrl: string): string[] {
	const guess = inferRegion(startUrl);
	const likely = 'likely' in guess ? guess.likely : [guess.region];
	return [...new Set([...likely, ...knownRegions])];
}
