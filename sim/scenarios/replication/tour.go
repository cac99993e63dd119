package replication

import (
	_ "embed" // the tours

	"github.com/kookmin-msa-study/msalab/sim"
)

//go:embed tour.ko.md
var tourKO string

//go:embed tour.en.md
var tourEN string

// tour is the guided tour, in the talk format.
var tour = sim.T(tourKO, tourEN)
