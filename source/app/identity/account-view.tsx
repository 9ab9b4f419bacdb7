import {useEffect, useEffectEvent, useState} from 'react';
import {Box} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {type SsoAccount} from '../../aws/sso/portal.js';
import {useBodySize} from '../../ui/body-size.js';
import {FilterList} from '../../ui/filter-list.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {identityHelp} from './help.js';
import {PortalProblem, usePortalKeys} from './portal-problem.js';
import {wordsOf, type SignInProblem} from './sign-in-progress.js';

type Props = {
	readonly target: SsoTarget;
	readonly services: IdentityServices;
	readonly onSelect: (account: SsoAccount) => void;
	/** Signs in once more and comes back here. */
	readonly onSignIn: () => void;
	readonly onBack: () => void;
};

/** The accounts that the person may enter, as they come; thousands are fine. */
export function AccountView({
	target,
	services,
	onSelect,
	onSignIn,
	onBack,
}: Props) {
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
				setProblem(wordsOf(error));
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
					detail: [account.id, account.email]
						.filter((part) => part !== undefined)
						.join(' · '),
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
