import {type PolicyDocument} from './policy-document.js';

/** A policy by its name: an inline or managed policy of a role, or what a message should call it. */
export type NamedPolicy = {name: string; document: PolicyDocument};
