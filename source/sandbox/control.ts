import {Buffer} from 'node:buffer';
import * as z from 'zod';
import {type Answer, jsonAnswer, isPlayed} from './answer.js';
import {addCaller, seedKeys, seedSecrets} from './seed.js';
import {faultKinds, type World} from './world.js';
import {seedAccount} from './seeded-account.js';
import {identityCenterControls} from './identity-center/clients.js';

/**
AWS's public status feed as it comes over the wire: a JSON array of events in UTF-16, big-endian, with a byte-order mark.
`outages` is region → what is wrong; empty means that all is well.
*/
const statusFeed = (outages: ReadonlyMap<string, string>): Answer => {
	const events = [...outages].map(([region, summary]) => ({
		arn: `arn:aws:health:${region}::event/KMS/AWS_KMS_OPERATIONAL_ISSUE/AWS_KMS_OPERATIONAL_ISSUE_PRACTICE`,
		date: String(Math.floor(Date.now() / 1000)),
		region_name: region,
		service: `kms-${region}`,
		service_name: 'AWS Key Management Service',
		status: '1',
		summary,
	}));
	const body = Buffer.from(`\u{FEFF}${JSON.stringify(events)}`, 'utf16le').swap16();
	return {
		status: 200,
		headers: {'content-type': 'application/json;charset=UTF-16'},
		body,
	};
};

const serviceSchema = z.string().refine(isPlayed, 'is no service that is played');
const faultsSchema = z.array(
	z.object({
		service: serviceSchema.optional(),
		operation: z.string(),
		kind: z.enum(faultKinds),
		times: z.int().min(1).default(1),
		after: z.int().min(0).default(0),
	}),
);
const delaySchema = z.object({milliseconds: z.number().min(0)});
const consistencySchema = z.object({
	reads: z.int().min(0).default(0),
	seconds: z.number().min(0).default(0),
});
const rateLimitsSchema = z.array(
	z.object({
		service: serviceSchema,
		perSecond: z.number().min(0),
		burst: z.int().min(1).default(1),
		writesOnly: z.boolean().default(false),
	}),
);
const outageSchema = z.object({
	region: z.string(),
	open: z.boolean().default(true),
	summary: z.string().default('Errors'),
});

type Control = (world: World, body: unknown) => Answer | Promise<Answer>;

const done = jsonAnswer({ok: true});

/** The endpoints that tests and demonstrations set the scene with, by method and path. */
const controls: Readonly<Record<string, Control>> = {
	'POST /_sandbox/faults'(world, body) {
		// A list replaces what was set; an empty one clears it.
		world.faults = faultsSchema.parse(body);
		return done;
	},

	'POST /_sandbox/delay'(world, body) {
		world.delay = delaySchema.parse(body).milliseconds;
		return done;
	},

	'POST /_sandbox/pace'(world, body) {
		// As with faults, a list replaces what was set.
		world.rateLimits = rateLimitsSchema
			.parse(body)
			.map((limit) => ({...limit, left: limit.burst, at: Date.now()}));
		return done;
	},

	'POST /_sandbox/consistency'(world, body) {
		world.consistency = consistencySchema.parse(body);
		return done;
	},

	'GET /_sandbox/calls': (world) => jsonAnswer(world.calls),

	'DELETE /_sandbox/calls'(world) {
		world.calls = [];
		return done;
	},

	'POST /_sandbox/outage'(world, body) {
		const {region, open, summary} = outageSchema.parse(body);
		if (open) {
			world.outages.set(region, summary);
		} else {
			world.outages.delete(region);
		}

		return done;
	},

	'GET /_sandbox/currentevents': (world) => statusFeed(world.outages),

	'POST /_sandbox/callers': async (world, body) =>
		jsonAnswer(await world.file.change((state) => addCaller(state, body))),

	'POST /_sandbox/keys': async (world, body) =>
		jsonAnswer(await world.file.change((state) => seedKeys(state, body))),

	'POST /_sandbox/secrets': async (world, body) =>
		jsonAnswer(await world.file.change((state) => seedSecrets(state, body))),

	'POST /_sandbox/seed': async (world) =>
		world.file.change((state) => {
			seedAccount(state);
			return done;
		}),

	...identityCenterControls,
};

/** Answers one of the sandbox's own endpoints; `undefined` when there is none at this method and path. */
export const answerControl = async (
	world: World,
	method: string,
	url: URL,
	body: unknown,
): Promise<Answer | undefined> => {
	if (method === 'GET' && url.pathname === '/_sandbox/health') {
		const region = url.searchParams.get('region') ?? '';
		return jsonAnswer({region, outage: world.outages.get(region) ?? null});
	}

	return controls[`${method} ${url.pathname}`]?.(world, body);
};
