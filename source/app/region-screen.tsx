import {knownRegions} from '../aws/regions.js';
import {FilterList} from '../ui/filter-list.js';
import {ScreenFrame} from '../ui/screen-frame.js';
import {useInput} from '../ui/use-input.js';
import {TextAbove} from '../guides/steps/text-above.js';
import {appHelp} from './help.js';

type Props = {
	/** The region in use now; none when nothing names one. */
	readonly present: string | undefined;
	/** Why the one that was named cannot be used. */
	readonly trouble: string | undefined;
	readonly onSelect: (region: string) => void;
	readonly onBack: () => void;
};

/** Asks for the working region, from a list: the SDK would build a host for any typing error. */
export function RegionScreen({present, trouble, onSelect, onBack}: Props) {
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title="Which AWS region is this for?"
			help={appHelp.region}
			keys={[
				{key: 'Enter', does: 'choose'},
				{key: 'Esc', does: 'back'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<Regions present={present} trouble={trouble} onSelect={onSelect} />
		</ScreenFrame>
	);
}

function Regions({present, trouble, onSelect}: Omit<Props, 'onBack'>) {
	const why =
		present === undefined
			? `${trouble ?? 'Neither --region, AWS_REGION nor your profile names one.'} What is made in AWS stays in the region it is made in.`
			: `Setups that you start now are for this region; until now ${present}. Those saved already keep theirs.`;
	return (
		<TextAbove text={why}>
			{(rows) => (
				<FilterList
					rows={rows}
					items={knownRegions.map((region) => ({
						id: region,
						label: region,
						value: region,
					}))}
					onSelect={onSelect}
				/>
			)}
		</TextAbove>
	);
}
