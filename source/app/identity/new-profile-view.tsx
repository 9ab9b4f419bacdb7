import {useState} from 'react';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {proposeProfileName} from '../../aws/profiles/sso-profile.js';
import {proposeSession} from '../../aws/profiles/edit-config.js';
import {type ProfileFiles} from '../../aws/profiles/read-profiles.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {AccountView} from './account-view.js';
import {PortalView} from './portal-view.js';
import {RoleView} from './role-view.js';
import {SaveProfileView} from './save-profile-view.js';
import {SsoSignInView} from './sso-sign-in-view.js';

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
