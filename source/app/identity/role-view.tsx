import {Box} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/sso/sso-target.js';
import {type SsoAccount} from '../../aws/sso/accounts.js';
import {useBodySize} from '../../components/body-size.js';
import {FilterList} from '../../components/filter-list.js';
import {Message} from '../../components/message.js';
import {ScreenFrame} from '../../components/screen-frame.js';
import {useInput} from '../../components/use-input.js';
import {useRequest} from '../../guides/steps/use-request.js';
import {identityHelp} from './help.js';

type Props = {
	readonly target: SsoTarget;
	readonly account: SsoAccount;
	readonly services: IdentityServices;
	readonly onSelect: (role: string) => void;
	readonly onBack: () => void;
};

type Answer = {roles: readonly string[]} | {problem: string};

/** The roles (permission sets) that the person has in one account. */
export function RoleView({target, account, services, onSelect, onBack}: Props) {
	const answer = useRequest<Answer>(async () => {
		try {
			return {roles: await services.roles(target, account.id)};
		} catch (error) {
			return {
				problem: error instanceof Error ? error.message : String(error),
			};
		}
	}, account.id);
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title="New profile: which role?"
			place={`${account.name ?? ''} ${account.id}`.trim()}
			help={identityHelp.role}
			keys={
				answer && !('roles' in answer && answer.roles.length > 0)
					? [{key: 'Esc', does: 'back'}]
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
		return <Message kind="problem" text={answer.problem} />;
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
