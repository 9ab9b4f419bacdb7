import {type SavedSetup} from '../../source/setups/saved-setup.js';
import {realProjects, realSetup} from '../setups/real-setup.js';

/** A setup of a key; the sandbox has keys of its own to look at. */
export const sandboxKeySetup: SavedSetup = {
	...realSetup,
	account: '111122223333',
	journal: [],
	setup: {...realSetup.setup, key: {use: 'alias/app-secrets'}},
};

/** A setup of roles and secrets; the sandbox has these roles from the start. */
export const sandboxRolesSetup: SavedSetup = {
	...realProjects,
	account: '111122223333',
	journal: [],
	setup: {
		...realProjects.setup,
		projects: ['SharedIntegrations', 'OldWorkato', undefined].map((role, index) => ({
			name: `Project ${index}`,
			externalId: `workato_iam_external_id_1_${index}`,
			role: role === undefined ? {create: {name: 'Workato-New'}} : {use: role},
			secrets:
				index === 0
					? {prefix: 'workato/'}
					: index === 1
						? 'all'
						: ['shared/smtp', 'analytics/warehouse'],
		})),
	},
};
