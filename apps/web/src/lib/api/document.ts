/** The text of one GraphQL document with the types of its answer and its variables; they are there for the compiler only. */
export type Document<Result, Variables> = string & { readonly __types?: (variables: Variables) => Result };
