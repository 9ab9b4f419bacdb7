import {useEffect, useEffectEvent, useState} from 'react';
import {Box} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/sso/sso-target.js';
import {type SsoAccount} from '../../aws/sso/accounts.js';
import {useBodySize} from '../../components/body-size.js';
import {FilterList} from '../../components/filter-list.js';
import {Message} from '../../components/message.js';
import {ScreenFrame} from '../../components/screen-frame.js';
import {useInput} from '../../components/use-input.js';
import {identityHelp} from './help.js';

type Props = {
	readonly target: SsoTarget;
	readonly services: IdentityServices;
	readonly onSelect: (account: SsoAccount) => void;
	readonly onBack: () => void;
};

/** The accounts that the person may enter, as they come; thousands are fine. */
export function AccountView({target, services, onSelect, onBack}: Props) {
	const [accounts, setAccounts] = useState<readonly SsoAccount[]>([]);
	const [isDone, setIsDone] = useState(false);
	const [problem, setProblem] = useState<string>();
	const load = useEffectEvent(async (signal: AbortSignal) => {
		try {
			for await (const page of services.accounts(target, signal)) {
				setAccounts((old) => [...old, ...page]);
			}

			setIsDone(true);
		} catch (error) {
			if (!signal.aborted) {
				setProblem(error instanceof Error ? error.message : String(error));
			}
		}
	});
	useEffect(() => {
		const stop = new AbortController();
		void load(stop.signal);
		return () => {
			stop.abort();
		};
	}, []);
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	const isOver = isDone || problem !== undefined;
	return (
		<ScreenFrame
			title="New profile: which account?"
			place={target.startUrl}
			help={identityHelp.account}
			keys={
				isOver && accounts.length === 0
					? [{key: 'Esc', does: 'back'}]
					: [
							{key: 'Enter', does: 'continue'},
							{key: 'Esc', does: 'back'},
							{key: 'Type', does: 'filter'},
							{key: '↑↓', does: 'choose'},
						]
			}
		>
			<Accounts
				accounts={accounts}
				isDone={isDone}
				problem={problem}
				onSelect={onSelect}
			/>
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
	readonly problem: string | undefined;
	readonly onSelect: (account: SsoAccount) => void;
}) {
	const {rows} = useBodySize();
	return (
		<Box flexDirection="column">
			{problem ? <Message kind="problem" text={problem} /> : undefined}
			<FilterList
				rows={Math.max(4, rows - (problem ? 2 : 0))}
				items={accounts.map((account) => ({
					id: account.id,
					label: account.name ?? account.id,
					detail: [account.id, account.email]
						.filter((part) => part !== undefined)
						.join(' · '),
					value: account,
				}))}
				emptyText={emptyText(accounts.length, isDone, problem)}
				status={isDone || problem ? '' : 'loading…'}
				isGrowing={!isDone && problem === undefined}
				onSelect={onSelect}
			/>
		</Box>
	);
}

function emptyText(
	count: number,
	isDone: boolean,
	problem: string | undefined,
): string {
	if (problem !== undefined) {
		return '';
	}

	if (!isDone) {
		return 'Asking AWS for your accounts…';
	}

	return count === 0 ? 'You may enter no account yet.' : 'No account matches.';
}
