import {Box} from 'ink';
import {useBodySize} from '../../components/body-size.js';
import {Message, messageRows} from '../../components/message.js';
import {ProgressList} from '../../components/progress-list.js';
import {Select} from '../../components/select.js';
import {sentences} from '../../terminal/text.js';
import {type Remedy, type Run} from '../guide-screens.js';

const stopped =
	'It stopped here. What is done stays done; press r to look again and plan what is left.';

/** Where each change of a run stands; when one failed, what may help. */
export function AppliedView({
	run,
	stage,
	remedies,
	onRemedy,
}: {
	readonly run: Run | undefined;
	readonly stage: 'running' | 'done' | 'failed';
	readonly remedies: readonly Remedy[];
	/** No step: look again. */
	readonly onRemedy: (step: string | undefined) => void;
}) {
	const {columns, rows} = useBodySize();
	const progress = new Map(run?.progress.map((each) => [each.id, each]));
	const items = (run?.changes ?? []).map(({id, title}) => {
		const at = progress.get(id);
		const {error, note} = at ?? {};
		return {
			id,
			title: note ? `${title} (${note})` : title,
			status: at?.status ?? ('planned' as const),
			...(error && {
				error: `${error.code}: ${sentences(error.message, error.hint)}`,
			}),
		};
	});
	const isHelped = stage === 'failed' && remedies.length > 0;
	const words = isHelped
		? remedies.map(({reason}) => reason).join(' ')
		: stopped;
	const used =
		stage === 'failed'
			? messageRows('problem', words, columns) +
				(isHelped ? remedies.length + 1 : 0)
			: 1;
	return (
		<Box flexDirection="column">
			<ProgressList items={items} rows={Math.max(3, rows - used)} />
			{stage === 'done' ? (
				<Message kind="success" text="All changes are made." />
			) : undefined}
			{stage === 'failed' ? <Message kind="problem" text={words} /> : undefined}
			{isHelped ? (
				<Select
					items={[
						...remedies.map(({label, step}) => ({label, value: step})),
						{label: 'Look again and plan what is left', value: undefined},
					]}
					onSelect={onRemedy}
				/>
			) : undefined}
		</Box>
	);
}
