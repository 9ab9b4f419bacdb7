import {useState} from 'react';
import {Box, useInput} from 'ink';
import {type Found} from '../../../aws/find.js';
import {type Permissions} from '../../../aws/permissions.js';
import {useBodySize} from '../../../components/body-size.js';
import {ScrollBox, type ScrollLine} from '../../../components/scroll-box.js';
import {useTheme} from '../../../components/theme.js';
import {type Symbols} from '../../../terminal/symbols.js';
import {type Connection} from '../../guide-screens.js';
import {StepFrame} from '../../step-frame.js';
import {useRequest} from '../../steps/use-request.js';
import {DataCentreView} from './data-centre-view.js';
import {type EkmStepProps} from './ekm-step.js';

/** The document's prerequisites on both sides: who we are in AWS and what we may do; what has to be ready in Workato. */
export function BeforeStep({
	connection,
	services,
	answers,
	send,
}: EkmStepProps) {
	const [isChoosing, setIsChoosing] = useState(false);
	const {identity} = connection;
	const known = identity?.state === 'found' ? identity.value : undefined;
	const permissions = useRequest(
		async () => (known ? services.permissions(known) : undefined),
		known?.arn ?? '',
	);
	if (isChoosing) {
		return (
			<DataCentreView
				chosen={answers.workato?.dataCentre}
				onChoose={(dataCentre) => {
					send({
						type: 'answer',
						answers: {
							workato: {
								environment: answers.name,
								...answers.workato,
								dataCentre,
							},
						},
					});
					send({type: 'next'});
				}}
				onBack={() => {
					setIsChoosing(false);
				}}
			/>
		);
	}

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'all is ready'},
				{key: '↑↓', does: 'scroll'},
			]}
		>
			<Overview
				connection={connection}
				permissions={permissions}
				onEnter={() => {
					setIsChoosing(true);
				}}
			/>
		</StepFrame>
	);
}

function Overview({
	connection,
	permissions,
	onEnter,
}: {
	readonly connection: Connection;
	readonly permissions: Found<Permissions> | undefined;
	readonly onEnter: () => void;
}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	useInput((_, key) => {
		if (key.return) {
			onEnter();
		}
	});
	return (
		<Box flexDirection="column">
			<ScrollBox
				rows={rows}
				lines={[
					{text: 'In AWS', isStrong: true},
					...identityLines(connection, symbols),
					...connection.warnings.map((text): ScrollLine => ({
						gutter: `${symbols.warn} `,
						tone: 'careful',
						text,
					})),
					...permissionLines(connection, permissions, symbols),
					{text: ''},
					{text: 'In Workato', isStrong: true},
					{
						gutter: `${symbols.bullet} `,
						text: 'Enterprise Key Management is enabled for your account (ask your Customer Success Manager).',
					},
					{
						gutter: `${symbols.bullet} `,
						text: 'Your user role has the “Key management” privilege.',
					},
					{
						gutter: `${symbols.bullet} `,
						text: 'You are in the environment that this key is for: each one has a key management page of its own.',
					},
				]}
			/>
		</Box>
	);
}

function identityLines(
	{identity, session}: Connection,
	symbols: Symbols,
): ScrollLine[] {
	if (identity === undefined) {
		return [{gutter: `${symbols.waiting} `, text: 'Asking AWS who you are.'}];
	}

	if (identity.state !== 'found') {
		return [
			{
				gutter: `${symbols.fail} `,
				tone: 'bad',
				text: `No AWS identity: ${identity.state === 'unknown' ? identity.reason : 'AWS knows none.'} You can go on and prepare the answers; nothing can be applied until you sign in.`,
			},
		];
	}

	const {account, arn, source} = identity.value;
	return [
		{
			gutter: `${symbols.pass} `,
			tone: 'good',
			text: `Account ${account}, region ${session.region}`,
		},
		{gutter: '  ', text: arn},
		{gutter: '  ', text: `Credentials: ${source}`},
	];
}

function permissionLines(
	{identity}: Connection,
	permissions: Found<Permissions> | undefined,
	symbols: Symbols,
): ScrollLine[] {
	if (identity?.state !== 'found') {
		return [];
	}

	if (permissions?.state === 'found') {
		const {missing, allowed} = permissions.value;
		return missing.length === 0
			? [
					{
						gutter: `${symbols.pass} `,
						tone: 'good',
						text: `Your policies allow all ${allowed.length} calls that this guide makes.`,
					},
				]
			: [
					{
						gutter: `${symbols.warn} `,
						tone: 'careful',
						text: `Your policies do not allow: ${missing.join(', ')}. Ask for these before you apply; you can prepare everything now.`,
					},
				];
	}

	return permissions === undefined
		? [
				{
					gutter: `${symbols.waiting} `,
					text: 'Asking IAM whether you may do what this guide needs.',
				},
			]
		: [
				{
					gutter: `${symbols.unknown} `,
					tone: 'careful',
					text: `Cannot tell whether you may create and change keys: ${permissions.state === 'unknown' ? permissions.reason : 'IAM does not know this identity.'} You can go on; AWS itself will say.`,
				},
			];
}
