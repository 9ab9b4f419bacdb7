import {useState} from 'react';
import {Box} from 'ink';
import {FilterList} from '../../ui/filter-list.js';
import {Message} from '../../ui/message.js';
import {TextField} from '../../ui/text-field.js';
import {useDraft} from '../../ui/drafts.js';
import {StepFrame} from '../step-frame.js';
import {checkCustomHost, dataCentres} from '../../workato/data-centres.js';
import {TextAbove} from './text-above.js';

type Props = {
	readonly chosen: string | undefined;
	readonly onChoose: (dataCentre: string) => void;
	readonly onBack: () => void;
};

const other = 'other';
const question =
	'Which Workato data centre do you use? The address bar of your browser shows it.';

/** Asks where the person's Workato is, so that links open the right host. */
export function DataCentreView({chosen, onChoose, onBack}: Props) {
	const [isTyping, setIsTyping] = useState(false);
	if (isTyping) {
		return (
			<CustomHost
				chosen={chosen}
				onChoose={onChoose}
				onBack={() => {
					setIsTyping(false);
				}}
			/>
		);
	}

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'continue'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
			onBack={onBack}
		>
			<DataCentres
				chosen={chosen}
				onChoose={(id) => {
					if (id === other) {
						setIsTyping(true);
					} else {
						onChoose(id);
					}
				}}
			/>
		</StepFrame>
	);
}

function DataCentres({chosen, onChoose}: Omit<Props, 'onBack'>) {
	const known = dataCentres.map(({id, name, host}) => ({
		id,
		label: `${name} (${id})`,
		detail: host ?? 'its address is not known for certain: give it',
		value: host ? id : other,
	}));
	const own = ownHost(chosen);
	const custom = {
		id: other,
		label: own === '' ? 'Another address' : `Another address: ${endOf(own)}`,
		detail: own === '' ? 'a host of your own' : 'your choice; Enter shows it',
		value: other,
	};
	// The saved choice first, so that Enter keeps it.
	const first = own === '' ? chosen : other;
	const items = [...known, custom].toSorted(
		(one, two) => Number(two.id === first) - Number(one.id === first),
	);
	return (
		<TextAbove text={question}>
			{(rows) => <FilterList rows={rows} items={items} onSelect={onChoose} />}
		</TextAbove>
	);
}

function CustomHost({chosen, onChoose, onBack}: Props) {
	const [host, setHost] = useDraft('host', ownHost(chosen));
	const [problem, setProblem] = useState<string>();
	return (
		<StepFrame keys={[{key: 'Enter', does: 'continue'}]} onBack={onBack}>
			<Box flexDirection="column" gap={1}>
				<TextField
					label="Address of your Workato"
					value={host}
					placeholder="app.example.com"
					onChange={(value) => {
						setHost(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						const checked = checkCustomHost(value);
						if ('host' in checked) {
							onChoose(checked.host);
						} else {
							setProblem(checked.problem);
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
}

// A list cuts what is long; the end of a host says whose it is.
function endOf(host: string): string {
	return host.length > 20 ? `…${host.slice(-19)}` : host;
}

/** The saved choice when it is a host of one's own, else empty. */
function ownHost(chosen: string | undefined): string {
	const isKnown = dataCentres.some(({id}) => id === chosen);
	return isKnown ? '' : (chosen ?? '');
}
