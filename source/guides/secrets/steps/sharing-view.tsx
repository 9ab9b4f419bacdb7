import {Box} from 'ink';
import {Message, Paragraph} from '../../../ui/message.js';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';
import {type ProjectAnswers, changeAll} from '../answers.js';
import {nameFew, newSharing} from '../sharing.js';

const most = 4;

/**
Says, before it is saved, which secrets several projects would read by a change of the answers. What may be meant is to be agreed
to; projects whose prefixes come out alike by their names can only be left without secrets for now.
*/
export function SharingView({
	projects,
	changed,
	onTake,
	onBack,
}: {
	/** As they are, and as they would be. */
	readonly projects: readonly ProjectAnswers[];
	readonly changed: readonly ProjectAnswers[];
	/** Gets what to save, and the projects that are left without secrets. */
	readonly onTake: (changed: ProjectAnswers[], left: string[]) => void;
	readonly onBack: () => void;
}) {
	const sharing = newSharing(projects, changed);
	const before = new Map(projects.map(({name, secrets}) => [name, JSON.stringify(secrets)]));
	const given = changed
		.filter(({name, secrets}) => before.get(name) !== JSON.stringify(secrets))
		.map(({name}) => name);
	const refused = new Set(
		sharing
			.filter(({isAccident}) => isAccident)
			.flatMap(({readers, held}) => [...readers, ...held]),
	);
	const left = given.filter((name) => refused.has(name));
	const isAgreeing = sharing.some(({isAccident}) => !isAccident);
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			onBack={onBack}
		>
			<Box flexDirection="column">
				{sharing.slice(0, most).map(({id, isAccident, message, hint}) => (
					<Message
						key={id}
						kind={isAccident ? 'problem' : 'warning'}
						text={isAccident ? `${message} ${hint}` : message}
					/>
				))}
				{sharing.length > most ? (
					<Paragraph text={`And ${sharing.length - most} more like these.`} />
				) : undefined}
				<Box marginTop={1} flexDirection="column">
					<Paragraph text="Nothing of it is saved yet. Is this what you want?" />
					<Select
						items={[
							{label: 'No, change it', value: false},
							...(left.length === 0
								? [{label: 'Yes, I agree', value: true}]
								: left.length < given.length
									? [
											{
												label: `${isAgreeing ? 'Yes, I agree' : 'Take it for the others'}, and choose the secrets of ${nameFew(left)} later`,
												value: true,
											},
										]
									: []),
						]}
						onSelect={(isTaken) => {
							if (isTaken) {
								onTake(
									changeAll(changed, ({name, secrets}) => ({
										secrets: left.includes(name) ? undefined : secrets,
									})),
									left,
								);
							} else {
								onBack();
							}
						}}
					/>
				</Box>
			</Box>
		</StepFrame>
	);
}
