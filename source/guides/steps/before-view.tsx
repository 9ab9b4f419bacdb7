import {useState} from 'react';
import {type Found} from '../../aws/find.js';
import {type Identity} from '../../aws/identity.js';
import {type Permissions} from '../../aws/permissions.js';
import {type Connection} from '../guide-screens.js';
import {type Written} from '../hand-over.js';
import {StepFrame} from '../step-frame.js';
import {DataCentreView} from './data-centre-view.js';
import {isMissing, Prerequisites} from './prerequisites.js';
import {useRequest} from './use-request.js';
import {WrittenView} from './written-view.js';

type Props = {
	readonly connection: Connection;
	readonly askPermissions: (identity: Identity) => Promise<Found<Permissions>>;
	/** The permissions to ask for, where some are missing. */
	readonly writePermissions: () => Promise<Written>;
	/** What the identity has to be allowed to do, in words. */
	readonly what: string;
	/** What has to be ready in Workato, a sentence each. */
	readonly inWorkato: readonly string[];
	readonly dataCentre: string | undefined;
	readonly onChoose: (dataCentre: string) => void;
};

/** The document's prerequisites on both sides: who we are in AWS and what we may do; what has to be ready in Workato. */
export function BeforeView({
	connection,
	askPermissions,
	writePermissions,
	what,
	inWorkato,
	dataCentre,
	onChoose,
}: Props) {
	const [isChoosing, setIsChoosing] = useState(false);
	const [isAsking, setIsAsking] = useState(false);
	const {identity} = connection;
	const known = identity?.state === 'found' ? identity.value : undefined;
	const permissions = useRequest(
		async () => (known ? askPermissions(known) : undefined),
		known?.arn ?? '',
	);
	if (isAsking) {
		return (
			<WrittenView
				name="permissions"
				after="Enough for what is answered so far, and for what is proposed where nothing is. The review has the policy for all answers."
				write={writePermissions}
				onBack={() => {
					setIsAsking(false);
				}}
			/>
		);
	}

	if (isChoosing) {
		return (
			<DataCentreView
				chosen={dataCentre}
				onChoose={onChoose}
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
