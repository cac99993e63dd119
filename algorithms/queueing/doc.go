// Package queueing holds the closed formulas that a simulated queue must agree
// with. Rates are per unit of time and times are in that unit: with requests per
// second the waits are in seconds.
//
//	model        arrivals, service, workers        what it is the law of
//	MM1          Poisson, exponential, 1           one FIFO host; random dispatch to n of them
//	MMC          Poisson, exponential, c           one shared queue: the best any dispatcher can do
//	MG1          Poisson, any, 1                   Pollaczek-Khinchine: variance costs waiting
//	RoundRobin   every n-th of a Poisson stream    E_n/M/1: turns smooth the arrivals
//	Supermarket  d random choices, n hosts → ∞     Mitzenmacher's power of d choices
//	ErlangB      c workers, no queue               the share of calls lost
//	ErlangC      c workers, a queue                the share of calls that wait
//	Little       anything stable                   L = λW
//
// In one line, at 90 % load with a mean service time of 1: random 10, round robin
// to ten hosts 5.66, two choices 2.61, one queue for ten hosts 1.67.
//
// Every function answers bad input with an error that names the parameter and
// says what would be right; a load of one or more has no steady state and is
// such an error. Results are the same to the last bit on every processor: the
// arithmetic is + - * / only, powers are whole, and the logarithm is the
// package's own.
package queueing
