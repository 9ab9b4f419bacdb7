/** The protocol of a service of signed calls, and by what a request shows that it is for this service. */
export type Protocol =
	| {
			kind: 'json';
			/** The first part of the target header. */
			target: string;
	  }
	| {
			kind: 'query';
			/** The version of its API. */
			version: string;
			/** Of its XML. */
			namespace: string;
	  };

/** Failures that every service has, under its own name: the JSON services say `…Exception`, the query services do not. */
export type CommonFailure =
	| 'throttle'
	| 'internal'
	| 'unavailable'
	| 'expired-token'
	| 'denied'
	| 'unknown-caller'
	| 'no-credentials'
	| 'unknown-operation';

/** An error's code and its HTTP status. */
export type Wire = readonly [code: string, status: number];

/** How a service of signed calls speaks. */
export type Service = {
	/** As IAM's actions begin, such as `kms`. */
	id: string;
	protocol: Protocol;
	/** Failures that it calls otherwise than the services of its protocol do. */
	wires?: Readonly<Partial<Record<CommonFailure, Wire>>>;
};

let services: readonly Service[] = [
	{
		id: 'kms',
		protocol: {kind: 'json', target: 'TrentService'},
		wires: {internal: ['KMSInternalException', 500]},
	},
	{
		id: 'secretsmanager',
		protocol: {kind: 'json', target: 'secretsmanager'},
	},
	{
		id: 'iam',
		protocol: {
			kind: 'query',
			version: '2010-05-08',
			namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
		},
	},
	{
		id: 'sts',
		protocol: {
			kind: 'query',
			version: '2011-06-15',
			namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
		},
	},
];

/** The services of signed calls that the sandbox plays. */
export const allServices = (): readonly Service[] => services;

/** Adds a service; it is known until the function that is returned takes it away again. */
export const addService = (service: Service): (() => void) => {
	services = [...services, service];
	return () => {
		services = services.filter((each) => each !== service);
	};
};

// Those of unsigned calls: Identity Center's two, and Workato's Developer API.
const unsigned = new Set(['sso', 'sso-oidc', 'workato']);

/** Whether the sandbox plays a service of this name. */
export const isPlayed = (name: string): boolean =>
	unsigned.has(name) || services.some(({id}) => id === name);
