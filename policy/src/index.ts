// The rules, for who assembles a policy pack of their own.
export {};
