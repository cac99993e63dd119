// Package house keeps the rules of the house: its tests read the sources of the
// whole module and fail where a rule is broken. It holds no code of its own.
//
//	calls_test.go    what would make two machines disagree: imports, functions, goroutines, channels
//	content_test.go  no path of somebody's machine, no unfinished work, a source for each reference vector
//	fused_test.go    no fused multiply-add in the arm64 code of sim and algorithms
//	imports_test.go  who may import whom; nothing in sim or algorithms reaches the drawing engine
//	readme_test.go   the README's key table, link grammar and links are those of the program
//	size_test.go     functions of at most 60 lines, files of at most 400
//
// An exception is a line in a table with its reason; one that is no longer needed
// fails, too.
package house
