/** Any JSON value: what setup files, policies and AWS calls are made of. */
export type Json = string | number | boolean | undefined | null | Json[] | JsonObject;

/** A JSON object. Keys that are `undefined` are left out when it is printed. */
export type JsonObject = {[key: string]: Json};
