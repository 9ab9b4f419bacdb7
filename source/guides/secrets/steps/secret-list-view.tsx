import {useMemo} from 'react';
import {type ListedSecret} from '../../../resources/secret/read.js';
import {PickList} from '../../../ui/pick-list.js';
import {sentences} from '../../../terminal/text.js';
import {useTicks} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {TextAbove} from '../../steps/text-above.js';
import {useListing, type Listing} from '../../steps/use-request.js';
import {type WantedSecrets} from '../answers.js';
import {type SecretsServices} from '../services.js';

/** The secrets of the region to tick; those that cannot be read stand there with the reason. */
export function SecretListView({
	whose,
	region,
	chosen,
	listSecrets,
	onChoose,
	onBack,
}: {
	readonly whose: string;
	readonly region: string;
	/** ARNs that are chosen already. */
	readonly chosen: readonly string[];
	readonly listSecrets: SecretsServices['listSecrets'];
	readonly onChoose: (secrets: WantedSecrets) => void;
	readonly onBack: () => void;
}) {
	const listing = useListing(listSecrets);
	const [ticked, keepTicked] = useTicks(`secrets of ${whose}`, chosen);
	const items = useMemo(() => itemsOf(listing, chosen), [listing, chosen]);
	return (
		<StepFrame
			keys={
				listing.isComplete && items.length === 0
					? []
					: [
							{key: 'Enter', does: 'take them'},
							{key: 'Tab', does: 'tick'},
							{key: 'Type', does: 'filter'},
							{key: 'Ctrl+A', does: 'tick all shown'},
						]
			}
			onBack={onBack}
		>
			<TextAbove
				text={`Secrets for ${whose}:`}
				message={
					listing.problem === undefined
						? undefined
						: {
								kind: 'problem',
								text: sentences(
									`The secrets could not be listed: ${listing.problem}`,
									'Go back and give their ARNs instead.',
								),
							}
				}
			>
				{(rows) => (
					<PickList
						items={items}
						chosen={ticked}
						rows={rows}
						placeholder="Type a part of the name"
						emptyText={emptyText(listing, region)}
						status={listing.isComplete ? '' : 'listing…'}
						isGrowing={!listing.isComplete}
						onTicked={keepTicked}
						onDone={onChoose}
					/>
				)}
			</TextAbove>
		</StepFrame>
	);
}

function emptyText(
	{items, isComplete, problem}: Listing<unknown>,
	region: string,
): string {
	if (!isComplete) {
		return 'Asking AWS for your secrets…';
	}

	if (problem !== undefined) {
		return '';
	}

	return items.length === 0
		? `There are no secrets in ${region}.`
		: 'No secret matches.';
}

function itemsOf(
	{items, isComplete}: Listing<ListedSecret>,
	chosen: readonly string[],
) {
	const listed = new Set(items.map(({arn}) => arn));
	const rows = items.map(
		({arn, name, kmsKeyId, deletedAt, description, owningService}) => ({
			id: arn,
			label: name,
			detail: [
				...(owningService ? [`${owningService} owns and rotates it`] : []),
				...(kmsKeyId ? ['customer managed key'] : []),
				...(description ? [description] : []),
			].join(' · '),
			about: arn,
			search: arn,
			...(deletedAt && {
				disabled: 'scheduled for deletion',
			}),
			value: arn,
		}),
	);
	// What was chosen before stays in view, so that nothing is lost without being seen.
	const missing = isComplete ? chosen.filter((arn) => !listed.has(arn)) : [];
	return [
		...missing.map((arn) => ({
			id: arn,
			label: arn,
			detail: 'chosen before; AWS does not list it',
			value: arn,
		})),
		...rows,
	];
}
