import {type Buffer} from 'node:buffer';
import {type JsonObject} from '../json.js';
import {type AwsError} from './errors.js';
import {toXml} from './xml.js';

/** What goes back over HTTP, and whether it is delivered whole, in part or not at all. */
export type Answer = {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
	delivery?: 'reset' | 'hang' | 'truncated';
};

/** A plain JSON answer, for the sandbox's own endpoints and Workato's. */
export const jsonAnswer = (
	body: JsonObject | JsonObject[],
	status = 200,
): Answer => ({
	status,
	headers: {'content-type': 'application/json'},
	body: JSON.stringify(body),
});

const amzJson = (requestId: string) => ({
	'content-type': 'application/x-amz-json-1.1',
	'x-amzn-requestid': requestId,
});

/** An answer of a JSON service: JSON 1.1, and an empty body where an operation answers nothing. */
export const amzAnswer = (output: JsonObject, requestId: string): Answer => ({
	status: 200,
	headers: amzJson(requestId),
	body: Object.keys(output).length === 0 ? '' : JSON.stringify(output),
});

/** An error as those send it: JSON with the type beside the message. */
export const amzError = (
	{code, message, status}: AwsError,
	requestId: string,
): Answer => ({
	status,
	headers: amzJson(requestId),
	body: JSON.stringify({__type: code, message}),
});

const xmlHeaders = (requestId: string) => ({
	'content-type': 'text/xml',
	'x-amzn-requestid': requestId,
});

/** The answer of a service of the query protocol: XML, with the result in a wrapper named for the operation. */
export const queryAnswer = (
	namespace: string,
	operation: string,
	output: JsonObject,
	requestId: string,
): Answer => {
	const body = toXml({
		[`${operation}Result`]: output,
		ResponseMetadata: {RequestId: requestId},
	});
	return {
		status: 200,
		headers: xmlHeaders(requestId),
		body: `<${operation}Response xmlns="${namespace}">${body}</${operation}Response>`,
	};
};

/** An error as services of the query protocol send it, in XML. */
export const queryError = (
	namespace: string,
	error: AwsError,
	requestId: string,
): Answer => {
	const {code, message, status} = error;
	const body = toXml({
		Error: {
			Type: status < 500 ? 'Sender' : 'Receiver',
			Code: code,
			Message: message,
		},
		RequestId: requestId,
	});
	return {
		status,
		headers: xmlHeaders(requestId),
		body: `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`,
	};
};
