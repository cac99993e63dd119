package retry

import (
	"encoding/json"
	"math"
	"math/rand"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/slices"
)

// The AWS simulator: N clients each update one row once, with optimistic
// concurrency. Hops take |Normal(10, 2)| ms; whoever read a version that is no
// longer current backs off and reads again.

type message struct {
	at      float64
	seq     int // breaks ties
	client  int
	kind    int
	version int
}

const (
	toRead = iota
	readAnswer
	toWrite
	writeRefused
	writeDone
)

type contender struct {
	attempt  int
	previous int64
}

// contend runs one simulation and returns the writes attempted and the time of the
// last message, in ms.
func contend(n int, delay func(c *contender) float64, chance *rand.Rand) (calls int, end float64) {
	queue, seq, version := []message{}, 0, 0
	send := func(m message, after float64) {
		seq++
		m.at, m.seq = m.at+after, seq
		i, _ := slices.BinarySearchFunc(queue, m, func(a, b message) int {
			if a.at > b.at || a.at == b.at && a.seq > b.seq {
				return -1
			}
			return 1
		})
		queue = slices.Insert(queue, i, m)
	}
	hop := func() float64 { return math.Abs(10 + 2*chance.NormFloat64()) }
	clients := make([]contender, n)
	for i := range clients {
		send(message{client: i, kind: toRead}, hop())
	}
	for len(queue) > 0 {
		m := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		end = m.at
		switch m.kind {
		case toRead:
			m.kind, m.version = readAnswer, version
			send(m, hop())
		case readAnswer:
			m.kind = toWrite
			send(m, hop())
		case toWrite:
			calls++
			m.kind = writeRefused
			if m.version == version {
				version++
				m.kind = writeDone
			}
			send(m, hop())
		case writeRefused:
			c := &clients[m.client]
			c.attempt++
			m.kind = toRead
			send(m, hop()+delay(c))
		}
	}
	return calls, end
}

func TestTheFiguresOfTheAWSSimulatorComeOut(t *testing.T) {
	var file struct {
		Rows []struct {
			Clients   int
			Runs      float64
			Algorithm string
			MeanCalls float64 `json:"mean_calls"`
			SDCalls   float64 `json:"sd_calls"`
			MeanTime  float64 `json:"mean_completion_time"`
			SDTime    float64 `json:"sd_time"`
		} `json:"rows"`
	}
	raw, err := os.ReadFile("testdata/backoff_aws_sim.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &file))
	require.Len(t, file.Rows, 20)
	jitters := map[string]Jitter{"Exponential": None, "FullJitter": Full, "EqualJitter": Equal, "Decorr": Decorrelated}

	const msec = 1_000_000.0
	means := map[[2]any]float64{}
	for _, row := range file.Rows {
		b, err := NewBackoff(5*msec, 2000*msec, jitters[row.Algorithm])
		require.NoError(t, err)
		if row.Algorithm == "None" {
			b = Backoff{} // no backoff at all
		}
		r, chance := &splitmix{uint64(row.Clients)}, rand.New(rand.NewSource(1))
		delay := func(c *contender) float64 {
			c.previous = b.Delay(c.attempt, c.previous, r)
			return float64(c.previous) / msec
		}
		const runs = 60
		calls, time := 0.0, 0.0
		for range runs {
			n, end := contend(row.Clients, delay, chance)
			calls, time = calls+float64(n)/runs, time+end/runs
		}
		off := 4 * math.Sqrt(1/row.Runs+1/float64(runs))
		require.InDelta(t, row.MeanCalls, calls, off*row.SDCalls, "calls, %s with %d clients", row.Algorithm, row.Clients)
		require.InDelta(t, row.MeanTime, time, off*row.SDTime, "time, %s with %d clients", row.Algorithm, row.Clients)
		means[[2]any{row.Algorithm, row.Clients}] = calls
	}
	for _, n := range []int{10, 20, 50, 100} {
		require.Less(t, means[[2]any{"FullJitter", n}], means[[2]any{"EqualJitter", n}], "%d clients", n)
		require.Less(t, means[[2]any{"EqualJitter", n}], means[[2]any{"Exponential", n}], "%d clients", n)
	}
	require.Less(t, means[[2]any{"FullJitter", 100}], means[[2]any{"Decorr", 100}])
	require.Less(t, means[[2]any{"Exponential", 100}], means[[2]any{"None", 100}])
}
