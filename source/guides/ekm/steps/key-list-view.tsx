import {useEffect, useMemo, useState} from 'react';
import {memoize} from '../../../memoize.js';
import {type ListRow, type StatusMessage} from '../../../ui/question.js';
import {sentences} from '../../../terminal/text.js';
import {setupsNamed, type UsedBy} from '../../../resources/ownership.js';
import {QuestionStep} from '../../step-frame.js';
import {stateReason, unfitReason} from '../observation.js';
import {type Location} from '../../guide.js';
import {type KeyList, type ListedKey} from '../../../resources/kms-key/list.js';
import {type EkmServices} from '../services.js';

type Props = {
	readonly listKeys: EkmServices['listKeys'];
	readonly scope: Location;
	/** What other saved setups use. */
	readonly others: UsedBy;
	readonly onUse: (keyArn: string) => void;
	readonly onBack: () => void;
};

/** The keys of the region to choose from: names at once, what each is as AWS says it, unfit ones with the reason. */
export function KeyListView({listKeys, scope: {account, region}, others, onUse, onBack}: Props) {
	const [list, setList] = useState<KeyList>();
	useEffect(() => {
		const stop = new AbortController();
		void listKeys(setList, stop.signal);
		return () => {
			stop.abort();
		};
	}, [listKeys]);
	// Facts come in for a few keys at a time; the rows of all others stay as they are.
	const row = useMemo(
		() =>
			memoize((key: ListedKey) =>
				rowOf(key, {region, ...(account && {account})}, others.get(key.arn) ?? []),
			),
		[account, region, others],
	);
	const rows = useMemo(() => (list?.keys ?? []).map((key) => row(key)), [list?.keys, row]);
	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: 'keys',
				message: troubleOf(list),
				rows,
				placeholder: 'Type an alias or an ID',
				emptyText: emptyText(list, region),
				status: statusOf(list),
				isGrowing: !list?.isListed && !list?.problem,
				enter: 'use this key',
				onAnswer: onUse,
				onBack,
			}}
		/>
	);
}

function troubleOf(list: KeyList | undefined): StatusMessage | undefined {
	if (list?.problem) {
		return {
			kind: 'problem',
			text: sentences(
				`The keys could not be listed: ${list.problem}`,
				'Go back and give the key’s ARN instead.',
			),
		};
	}

	return list?.namesProblem
		? {
				kind: 'warning',
				text: `The keys are shown without their aliases: ${list.namesProblem}`,
			}
		: undefined;
}

function emptyText(list: KeyList | undefined, region: string): string {
	if (!list?.isListed) {
		return list?.problem ? '' : 'Asking AWS for your keys…';
	}

	return list.keys.length === 0 ? `There are no keys in ${region}.` : 'No key matches.';
}

function statusOf(list: KeyList | undefined): string {
	if (!list) {
		return 'asking AWS';
	}

	if (!list.isListed) {
		return list.problem ? '' : 'listing…';
	}

	return list.described < list.keys.length
		? `looked at ${list.described.toLocaleString('en')} of ${list.keys.length.toLocaleString('en')} so far`
		: '';
}

function rowOf(
	{keyId, arn, aliases, facts, problem}: ListedKey,
	scope: Location,
	setups: readonly string[],
): ListRow {
	const [first, ...others] = aliases;
	const reason = problem ?? (facts ? (unfitReason(facts, scope) ?? stateReason(facts)) : undefined);
	return {
		id: arn,
		label: first ?? keyId,
		detail: [
			...(setups.length > 0 ? [`used by ${setupsNamed(setups)}`] : []),
			detailOf(keyId, others, facts),
		].join(' · '),
		// The ARN of the key or of an alias can be pasted into the filter.
		search: [arn, ...aliases.map((alias) => aliasArn(arn, alias))].join('\n'),
		...(reason && {disabled: reason}),
		...(!reason && !facts && {disabled: 'still asking AWS what it is'}),
	};
}

function aliasArn(keyArn: string, alias: string): string {
	return [...keyArn.split(':').slice(0, 5), alias].join(':');
}

function detailOf(keyId: string, aliases: string[], facts: ListedKey['facts']): string {
	return [
		keyId,
		...aliases,
		...(facts?.multiRegion ? ['multi-Region: replicas have policies of their own'] : []),
		...(facts?.description ? [facts.description] : []),
	].join(' · ');
}
