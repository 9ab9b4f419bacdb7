import {useEffect, useEffectEvent, useMemo, useState} from 'react';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {type ListQuestion} from '../../ui/question.js';
import {QuestionScreen} from '../../ui/question-screen.js';
import {useRequest} from '../../guides/steps/use-request.js';
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
	const rows = useMemo(
		() =>
			accounts.map(({id, name, email}) => ({
				id,
				label: name ?? id,
				detail: [id, email].filter((part) => part !== undefined).join(' · '),
			})),
		[accounts],
	);
	const isOver = isDone || problem !== undefined;
	return (
		<QuestionScreen
			title="New profile: which account?"
			location={target.startUrl}
			help={identityHelp.account}
			question={{
				kind: 'list',
				id: 'account',
				enter: 'continue',
				...portalProblem(problem, {
					onRetry() {
						setAccounts([]);
						setIsDone(false);
						setProblem(undefined);
						setAttempt((old) => old + 1);
					},
					onSignIn,
				}),
				rows,
				emptyText: problem && rows.length === 0 ? '' : emptyText(rows.length, isDone),
				status: isOver ? '' : 'loading…',
				isGrowing: !isOver,
				onAnswer(id) {
					const account = accounts.find((each) => each.id === id);
					if (account) {
						onSelect(account);
					}
				},
				onBack,
			}}
		/>
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
	const roles = answer && 'roles' in answer ? answer.roles : [];
	return (
		<QuestionScreen
			title="New profile: which role?"
			location={`${account.name ?? ''} ${account.id}`.trim()}
			help={identityHelp.role}
			question={{
				kind: 'list',
				id: `role in ${account.id}`,
				enter: 'continue',
				...portalProblem(problem, {
					onRetry() {
						setAttempt((old) => old + 1);
					},
					onSignIn,
				}),
				// The field is there before the list is: what is typed meanwhile filters it when it comes.
				rows: roles.map((role) => ({id: role, label: role})),
				emptyText:
					roles.length > 0
						? 'No role matches.'
						: answer && !problem
							? 'You have no role in this account.'
							: '',
				status: answer ? '' : 'Asking AWS for your roles…',
				isGrowing: !answer,
				onAnswer: onSelect,
				onBack,
			}}
		/>
	);
}

/** What went wrong when the portal was asked, and the keys that help: Ctrl+R asks again, Ctrl+S signs in where only that does. */
function portalProblem(
	problem: SignInProblem | undefined,
	{
		onRetry,
		onSignIn,
	}: {
		readonly onRetry: () => void;
		/** Signs in to the same portal once more, and comes back. */
		readonly onSignIn: () => void;
	},
): Pick<ListQuestion, 'message' | 'keys'> {
	return problem
		? {
				message: {kind: 'problem', text: `${problem.message}\n${problem.hint}`},
				keys: [
					...(problem.isOver ? [{key: 'Ctrl+S', does: 'sign in again', press: onSignIn}] : []),
					{key: 'Ctrl+R', does: 'try again', press: onRetry},
				],
			}
		: {};
}
