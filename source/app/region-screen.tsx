import {useInput} from 'ink';
import {knownRegions} from '../aws/regions.js';
import {useBodySize} from '../components/body-size.js';
import {FilterList} from '../components/filter-list.js';
import {ScreenFrame} from '../components/screen-frame.js';

type Props = {
	readonly onSelect: (region: string) => void;
	readonly onBack: () => void;
};

/** Asks for the working region, from a list: the SDK would build a host for any typing error. */
export function RegionScreen({onSelect, onBack}: Props) {
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title="Which AWS region shall the key live in?"
			keys={[
				{key: 'Type', does: 'filter'},
				{key: 'Enter', does: 'choose'},
				{key: 'Esc', does: 'back'},
			]}
		>
			<Regions onSelect={onSelect} />
		</ScreenFrame>
	);
}

function Regions({onSelect}: Pick<Props, 'onSelect'>) {
	const {rows} = useBodySize();
	return (
		<FilterList
			rows={rows}
			items={knownRegions.map((region) => ({
				id: region,
				label: region,
				value: region,
			}))}
			onSelect={onSelect}
		/>
	);
}
