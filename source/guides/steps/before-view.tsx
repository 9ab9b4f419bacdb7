import {useState} from 'react';
import {type Lookup} from '../../aws/lookup.js';
import {type Identity} from '../../aws/identity.js';
import {type Permissions} from '../../aws/permissions.js';
import {type Statement} from '../../policy/policy-document.js';
import {type Connection, type StepAction} from '../guide-screens.js';
import {type Exporter} from '../exporter.js';
import {StepFrame} from '../step-frame.js';
import {DataCentreView} from './data-centre-view.js';
import {isMissing, Prerequisites} from './prerequisites.js';
import {useRequest} from './use-request.js';
import {WrittenView} from './written-view.js';

type Workato = {
	dataCentre?: string | undefined;
	environment?: string | undefined;
};

/** What a guide's own step gives: its props, and its two texts. */
type Props = {
	readonly answers: {
		readonly name: string;
		readonly workato?: Workato | undefined;
	};
	readonly connection: Connection;
	readonly services: {
		readonly permissions: (
			identity: Identity,
			needed: readonly Statement[],
		) => Promise<Lookup<Permissions>>;
	};
	readonly exporter: Exporter;
	readonly send: (action: StepAction<{workato?: Workato}>) => void;
	/** What the identity has to be allowed to do, in words. */
	readonly what: string;
	/** What has to be ready in Workato, a sentence each. */
	readonly inWorkato: readonly string[];
};

/** The document's prerequisites on both sides: who we are in AWS and what we may do; what has to be ready in Workato. */
export function BeforeView({
	answers,
	connection,
	services,
	exporter,
	send,
	what,
	inWorkato,
}: Props) {
	const [isChoosing, setIsChoosing] = useState(false);
	const [isAsking, setIsAsking] = useState(false);
	const {identity} = connection;
	const known = identity?.state === 'found' ? identity.value : undefined;
	const permissions = useRequest(
		async () => known && services.permissions(known, await exporter.needed()),
		known?.arn ?? '',
	);
	if (isAsking) {
		return (
			<WrittenView
				name="permissions"
				after="Enough for what is answered so far, and for what is proposed where nothing is. The review has the policy for all answers."
				write={exporter.writePermissions}
				onBack={() => {
					setIsAsking(false);
				}}
			/>
		);
	}

	if (isChoosing) {
		return (
			<DataCentreView
				chosen={answers.workato?.dataCentre}
				onChoose={(dataCentre) => {
					const {name: environment, workato} = answers;
					send({
						type: 'answer',
						answers: {workato: {environment, ...workato, dataCentre}},
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
				...(isMissing(permissions)
					? [{key: 'h', does: 'ask for permissions'}]
					: []),
				{key: '↑↓', does: 'scroll'},
			]}
		>
			<Prerequisites
				connection={connection}
				permissions={permissions}
				what={what}
				workato={inWorkato}
				onAsk={() => {
					setIsAsking(true);
				}}
				onEnter={() => {
					setIsChoosing(true);
				}}
			/>
		</StepFrame>
	);
}
