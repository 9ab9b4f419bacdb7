import {useState} from 'react';
import {Box} from 'ink';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmStepProps} from './ekm-step.js';
import {KeyListView} from './key-list-view.js';
import {KeyNameView} from './key-name-view.js';
import {NewKeyView} from './new-key-view.js';

type View = 'menu' | 'new' | 'list' | 'name';

/** Step 1.2: a new key, or one that is there already. */
export function KeyStep({
	answers,
	connection,
	others,
	services,
	send,
}: EkmStepProps) {
	const [view, setView] = useState<View>('menu');
	const toMenu = () => {
		setView('menu');
	};

	const choose = (key: EkmAnswers['key']) => {
		send({type: 'answer', answers: {key}});
		send({type: 'next'});
	};

	const {identity, session} = connection;
	const account =
		identity?.state === 'found' ? identity.value.account : undefined;
	switch (view) {
		case 'new': {
			return (
				<NewKeyView
					name={answers.name}
					created={answers.key?.create}
					account={account}
					missingPrincipals={services.missingPrincipals}
					onCreate={(create) => {
						choose({create});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'list': {
			return (
				<KeyListView
					listKeys={services.listKeys}
					others={others}
					place={{region: session.region, ...(account && {account})}}
					onUse={(use) => {
						choose({use});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'name': {
			return (
				<KeyNameView
					used={answers.key?.use}
					place={{region: session.region, ...(account && {account})}}
					onUse={(use) => {
						choose({use});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'menu': {
			return (
				<StepFrame
					keys={[
						{key: 'Enter', does: 'select'},
						{key: '↑↓', does: 'choose'},
					]}
				>
					<Box flexDirection="column">
						<Paragraph text="Workato needs a symmetric key with key material from KMS. You can make a new one or use one that you have." />
						<Box marginTop={1} flexDirection="column">
							<Select
								items={menuOf(answers)}
								onSelect={(chosen) => {
									if (chosen === 'keep') {
										send({type: 'next'});
									} else {
										setView(chosen);
									}
								}}
							/>
						</Box>
						<Box marginTop={1}>
							<Message
								kind="info"
								text="Nothing is made here: you see every change before it happens."
							/>
						</Box>
					</Box>
				</StepFrame>
			);
		}
	}
}

function menuOf({key}: EkmAnswers) {
	const chosen = key?.create ? `a new key named ${key.create.alias}` : key?.use;
	return [
		...(chosen
			? [{label: `Keep your choice: ${chosen}`, value: 'keep' as const}]
			: []),
		{
			label: key?.create
				? 'Change the new key'
				: 'Make a new key (recommended)',
			value: 'new' as const,
			hint: key?.create
				? 'Its alias, description, tags and administrators.'
				: 'A key that only Workato uses is the easiest to watch and to take back.',
		},
		{
			label: 'Choose one of your keys',
			value: 'list' as const,
			hint: 'Its policy keeps every statement; Workato’s is added.',
		},
		{
			label: 'Give the ARN, ID or alias of a key',
			value: 'name' as const,
		},
	];
}
