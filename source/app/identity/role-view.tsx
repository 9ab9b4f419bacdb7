import {useState} from 'react';
import {Box} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {useBodySize} from '../../ui/body-size.js';
import {FilterList} from '../../ui/filter-list.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {useRequest} from '../../guides/steps/use-request.js';
import {identityHelp} from './help.js';
import {PortalProblem, usePortalKeys} from './portal-problem.js';
import {wordsOf, type SignInProblem} from './sign-in-progress.js';

type Props = {
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
export function RoleView({
	target,
	account,
	services,
	onSelect,
	onSignIn,
	onBack,
}: Props) {
	const [attempt, setAttempt] = useState(0);
	const answer = useRequest<Answer>(async () => {
		try {
			return {roles: await services.roles(target, account.id)};
		} catch (error) {
			return {problem: wordsOf(error)};
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
					roles.length > 0
						? 'No role matches.'
						: answer
							? 'You have no role in this account.'
							: ''
				}
				status={answer ? '' : 'Asking AWS for your roles…'}
				isGrowing={!answer}
				onSelect={onSelect}
			/>
		</Box>
	);
}
