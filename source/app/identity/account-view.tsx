import {useEffect, useEffectEvent, useState} from 'react';
import {Box} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {useBodySize} from '../../ui/theme.js';
import {FilterList} from '../../ui/filter-list.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {useRequest} from '../../guides/steps/use-request.js';
import {Message} from '../../ui/message.js';
import {type KeyHint} from '../../ui/frame-keys.js';
import {useInput} from '../../ui/use-input.js';
import {identityHelp} from './help.js';
import {describeSignInError, type SignInProblem} from './sso-sign-in-view.js';

type Props = {
	readonly target: SsoTarget;
	readonly services: IdentityServices;
	readonly onSelect: (account: SsoAccount) => void;
	/** Signs in once more and comes back here. */
	readonly onSignIn: () => void;
	readonly onBack: () => void;
};

/** The accounts that the person may enter, as they come; thousands are fine. */
export function AccountView({target, services, onSelect, onSignIn, onBack}: Props) {
	const [accounts, setAccounts] = useState<readonly SsoAccount[]>([]);
	const [isDone, setIsDone] = useState(false);
	const [problem, setProblem] = useState<SignInProblem>();
	const [attempt, setAttempt] = useState(0);
	const load = useEffectEvent(async (signal: AbortSignal) => {
		try {
			for await (const page of services.accounts(target, signal)) {
				setAccounts((old) => [...old, ...page]);
			}

			setIsDone(true);
		} catch (error) {
			if (!signal.aborted) {
				setProblem(describeSignInError(error));
			}
		}
	});
	useEffect(() => {
		const stop = new AbortController();
		void load(stop.signal);
		return () => {
			stop.abort();
		};
	}, [attempt]);
	const problemKeys = usePortalKeys(problem, {
		onRetry() {
			setAccounts([]);
			setIsDone(false);
			setProblem(undefined);
			setAttempt((old) => old + 1);
		},
		onSignIn,
		onBack,
	});
	const isOver = isDone || problem !== undefined;
	return (
		<ScreenFrame
			title="New profile: which account?"
			place={target.startUrl}
			help={identityHelp.account}
			keys={
				isOver && accounts.length === 0
					? [...problemKeys, {key: 'Esc', does: 'back'}]
					: [
							...problemKeys,
							{key: 'Enter', does: 'continue'},
							{key: 'Esc', does: 'back'},
							{key: 'Type', does: 'filter'},
							{key: '↑↓', does: 'choose'},
						]
			}
		>
			<Accounts accounts={accounts} isDone={isDone} problem={problem} onSelect={onSelect} />
		</ScreenFrame>
	);
}

function Accounts({
	accounts,
	isDone,
	problem,
	onSelect,
}: {
	readonly accounts: readonly SsoAccount[];
	readonly isDone: boolean;
	readonly problem: SignInProblem | undefined;
	readonly onSelect: (account: SsoAccount) => void;
}) {
	const {rows} = useBodySize();
	if (problem && accounts.length === 0) {
		return <PortalProblem problem={problem} />;
	}

	return (
		<Box flexDirection="column">
			{problem ? <PortalProblem problem={problem} /> : undefined}
			<FilterList
				rows={Math.max(4, rows - (problem ? 4 : 0))}
				items={accounts.map((account) => ({
					id: account.id,
					label: account.name ?? account.id,
					detail: [account.id, account.email].filter((part) => part !== undefined).join(' · '),
					value: account,
				}))}
				emptyText={emptyText(accounts.length, isDone)}
				status={isDone || problem ? '' : 'loading…'}
				isGrowing={!isDone && problem === undefined}
				onSelect={onSelect}
			/>
		</Box>
	);
}

function emptyText(count: number, isDone: boolean): string {
	if (!isDone && count === 0) {
		return 'Asking AWS for your accounts…';
	}

	return count === 0 ? 'You may enter no account yet.' : 'No account matches.';
}

type RoleProps = {
	readonly target: SsoTarget;
	readonly account: SsoAccount;
	readonly services: IdentityServices;
	readonly onSelect: (role: string) => void;
	/** Signs in once more and comes back here. */
	readonly onSignIn: () => void;
	readonly onBack: () => void;
};

type Answer = {roles: readonly string[]} | {problem: SignInProblem};

/** The roles (permission sets) that the person has in one account. */
export function RoleView({target, account, services, onSelect, onSignIn, onBack}: RoleProps) {
	const [attempt, setAttempt] = useState(0);
	const answer = useRequest<Answer>(async () => {
		try {
			return {roles: await services.roles(target, account.id)};
		} catch (error) {
			return {problem: describeSignInError(error)};
		}
	}, `${account.id} ${attempt}`);
	const problem = answer && 'problem' in answer ? answer.problem : undefined;
	const problemKeys = usePortalKeys(problem, {
		onRetry() {
			setAttempt((old) => old + 1);
		},
		onSignIn,
		onBack,
	});
	return (
		<ScreenFrame
			title="New profile: which role?"
			place={`${account.name ?? ''} ${account.id}`.trim()}
			help={identityHelp.role}
			keys={
				answer && !('roles' in answer && answer.roles.length > 0)
					? [...problemKeys, {key: 'Esc', does: 'back'}]
					: [
							{key: 'Enter', does: 'continue'},
							{key: 'Esc', does: 'back'},
							{key: 'Type', does: 'filter'},
						]
			}
		>
			<Roles answer={answer} onSelect={onSelect} />
		</ScreenFrame>
	);
}

function Roles({
	answer,
	onSelect,
}: {
	readonly answer: Answer | undefined;
	readonly onSelect: (role: string) => void;
}) {
	const {rows} = useBodySize();
	if (answer && 'problem' in answer) {
		return <PortalProblem problem={answer.problem} />;
	}

	// The field is there before the list is: what is typed meanwhile filters it when it comes.
	const roles = answer?.roles ?? [];
	return (
		<Box flexDirection="column">
			<FilterList
				rows={Math.max(4, rows)}
				items={roles.map((role) => ({
					id: role,
					label: role,
					value: role,
				}))}
				emptyText={
					roles.length > 0 ? 'No role matches.' : answer ? 'You have no role in this account.' : ''
				}
				status={answer ? '' : 'Asking AWS for your roles…'}
				isGrowing={!answer}
				onSelect={onSelect}
			/>
		</Box>
	);
}

type Ways = {
	readonly onRetry: () => void;
	/** Signs in to the same portal once more, and comes back. */
	readonly onSignIn: () => void;
	readonly onBack: () => void;
};

/** The keys of a screen that asks the portal: Esc goes back; after a problem Ctrl+R asks again, and Ctrl+S signs in where that helps. */
function usePortalKeys(
	problem: SignInProblem | undefined,
	{onRetry, onSignIn, onBack}: Ways,
): readonly KeyHint[] {
	useInput((input, key) => {
		if (key.escape) {
			onBack();
		} else if (key.ctrl && input === 'r' && problem) {
			onRetry();
		} else if (key.ctrl && input === 's' && problem?.isOver) {
			onSignIn();
		}
	});
	return problem
		? [
				...(problem.isOver ? [{key: 'Ctrl+S', does: 'sign in again'}] : []),
				{key: 'Ctrl+R', does: 'try again'},
			]
		: [];
}

/** What went wrong when the portal was asked, and what to do. */
function PortalProblem({problem}: {readonly problem: SignInProblem}) {
	return <Message kind="problem" text={`${problem.message}\n${problem.hint}`} />;
}
