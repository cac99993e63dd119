package hashing

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type ringCase struct {
	Added   string      `json:"added_node"`
	MaxMean float64     `json:"arc_share_max_over_mean"`
	RSD     float64     `json:"arc_share_relative_stddev"`
	First   [][2]string `json:"first_points"`
	Keys    int         `json:"keys_tested"`
	Lookups [][2]string
	Moved   int
	Else    int `json:"moved_elsewhere_than_new"`
	N       int
	Prefix  string      `json:"names_prefix"`
	Raw     [][2]string `json:"raw_hash_lookups_at_and_around_points"`
	VNodes  int64
}

func TestRingsAreLaidOutAndSearchedAsEnvoyDoes(t *testing.T) {
	var file struct{ Cases []ringCase }
	load(t, "ring_xxh64.json", &file)
	require.NotEmpty(t, file.Cases)

	for _, c := range file.Cases {
		r, err := NewRing(Layout{Separator: "_", Points: c.VNodes}, named(c.Prefix, c.N))
		require.NoError(t, err)
		owner := func(i int) string { return r.Members()[i].Name }
		for i, p := range c.First {
			require.Equal(t, p, [2]string{strconv.FormatUint(r.Points()[i].Hash, 10), owner(int(r.Points()[i].Member))})
		}
		for _, l := range c.Lookups {
			require.Equal(t, l[1], owner(r.Owner(l[0])), l[0])
		}
		for _, l := range c.Raw {
			require.Equal(t, l[1], owner(r.Locate(number(t, l[0]))), "a place at or around a point: %s", l[0])
		}
		rsd, most := unevenness(r.Shares())
		require.InDelta(t, c.RSD, rsd, 1e-12)
		require.InDelta(t, c.MaxMean, most, 1e-12)

		half, _, _ := strings.Cut(c.Lookups[0][0], "-")
		before := make([]int, c.Keys)
		for i := range before {
			before[i] = r.Owner(half + "-key-" + strconv.Itoa(i))
		}
		require.NoError(t, r.Add(Member{Name: c.Added, Weight: 1}))
		moved, elsewhere := 0, 0
		for i, was := range before {
			switch now := r.Owner(half + "-key-" + strconv.Itoa(i)); {
			case now == was:
			case owner(now) == c.Added:
				moved++
			default:
				moved++
				elsewhere++
			}
		}
		require.Equal(t, []int{c.Moved, c.Else}, []int{moved, elsewhere}, "%d × %d", c.N, c.VNodes)
	}
}

// unevenness returns the relative standard deviation of shares and their maximum
// over their mean.
func unevenness(shares []float64) (rsd, most float64) {
	mean, square := 1/float64(len(shares)), 0.0
	for _, s := range shares {
		square += (s - mean) * (s - mean)
		most = max(most, s/mean)
	}
	return math.Sqrt(square/float64(len(shares))) / mean, most
}

type lawRow struct {
	Nodes, VNodes int
	Law           float64 `json:"rms_law"`
	Simulated     float64 `json:"rms_simulated"`
	Low           float64 `json:"rsd_p025"`
	High          float64 `json:"rsd_p975"`
	MaxMean       float64 `json:"max_over_mean_mean"`
	Movement      float64 `json:"movement_on_add_mean"`
	MovementSD    float64 `json:"movement_on_add_sd"`
}

// rings builds many rings of one size under different names.
func rings(t *testing.T, row lawRow, many int, each func(i int, r *Ring)) {
	for i := range many {
		r, err := NewRing(Layout{Separator: "#", Points: int64(row.VNodes)}, named("ring"+strconv.Itoa(i)+"-", row.Nodes))
		require.NoError(t, err)
		each(i, r)
	}
}

func TestArcSharesFollowTheLawOfTheRing(t *testing.T) {
	var file struct{ Rows []lawRow }
	load(t, "ring_laws.json", &file)
	require.NotEmpty(t, file.Rows)

	for _, row := range file.Rows {
		require.InDelta(t, math.Sqrt(float64(row.Nodes-1)/float64(row.Nodes*row.VNodes+1)), row.Law, 1e-12)
		many := 20 + min(400, 40_000/(row.Nodes*row.VNodes))
		inside, squares, mosts := 0, 0.0, 0.0
		rings(t, row, many, func(_ int, r *Ring) {
			rsd, most := unevenness(r.Shares())
			squares += rsd * rsd
			mosts += most
			width := (row.High - row.Low) / 6 // the interval widened by a third
			if rsd >= row.Low-width && rsd <= row.High+width {
				inside++
			}
		})
		require.GreaterOrEqual(t, float64(inside), 0.95*float64(many), "%d × %d", row.Nodes, row.VNodes)
		rms := math.Sqrt(squares / float64(many))
		tolerance := 4 * row.Law / math.Sqrt(float64(2*many*max(row.Nodes-1, 1)/2))
		require.InDelta(t, row.Law, rms, tolerance, "%d × %d", row.Nodes, row.VNodes)
		require.InEpsilon(t, row.MaxMean, mosts/float64(many), 0.12, "%d × %d", row.Nodes, row.VNodes)
	}
}

func TestAtTwoHundredPointsTheDeviationIsSixPointSevenPercentNotFive(t *testing.T) {
	squares, many := 0.0, 60

	rings(t, lawRow{Nodes: 10, VNodes: 200}, many, func(_ int, r *Ring) {
		rsd, _ := unevenness(r.Shares())
		squares += rsd * rsd
	})

	require.InDelta(t, 0.067, math.Sqrt(squares/float64(many)), 0.006)
}

func TestANewMemberTakesItsShareOfTheCircleAndOnlyThat(t *testing.T) {
	var file struct{ Rows []lawRow }
	load(t, "ring_laws.json", &file)

	for _, row := range file.Rows {
		many := 20 + min(200, 20_000/(row.Nodes*row.VNodes))
		sum := 0.0
		rings(t, row, many, func(i int, r *Ring) {
			before := r.Shares()
			require.NoError(t, r.Add(Member{Name: "new" + strconv.Itoa(i), Weight: 1}))
			after := r.Shares()
			for m := range before {
				require.LessOrEqual(t, after[m], before[m], "nobody else grows")
			}
			sum += after[row.Nodes]
		})
		require.InDelta(t, row.Movement, sum/float64(many), 4*row.MovementSD/math.Sqrt(float64(many)), "%d × %d", row.Nodes, row.VNodes)
	}
}
