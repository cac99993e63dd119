package replication

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

// The real products' results, asked of the simulated database: one write at 2 s, with
// one replica, and what became of it.

// trial is one write and a run around it.
type trial struct {
	r     *sim.Run
	m     *model
	pos   int64
	epoch int64
	at    sim.Time
}

func begin(t *testing.T, settings map[string]string, do ...string) *trial {
	t.Helper()
	settings["replicas"], settings["writeRps"], settings["readFrom"] = "1", "20", "primary"
	settings["shipDelay"], settings["applyDelay"] = "1", "10"
	r, m := launch(t, 1, settings, do...)
	runUntil(t, r, 2*sim.Second)
	x := &trial{r: r, m: m, pos: m.copies[0].d.log.End() + 1, epoch: 1}
	for m.copies[0].d.log.End() < x.pos {
		require.True(t, r.Step())
	}
	x.at = r.Now()
	return x
}

func (x *trial) later(t *testing.T, d sim.Time) { runUntil(t, x.r, x.at+d) }

func (x *trial) do(t *testing.T, call string) {
	t.Helper()
	a, err := sim.ParseCall(call)
	require.NoError(t, err)
	require.NoError(t, x.r.Do(a))
}

func (x *trial) answered() bool   { return x.m.judge.heard.has(x.pos) }
func (x *trial) shown(i int) bool { return x.m.copies[i].v.applied >= x.pos }
func (x *trial) warned() bool     { return x.r.Level(mLocalOnly) > 0 }
func (x *trial) promoted() bool   { return x.m.judge.owner == 1 }
func (x *trial) presentNow() bool { return x.m.judge.kept(x.epoch, x.pos) }
func vectors(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile("../../../algorithms/replication/testdata/" + name)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, into))
}

func TestTheSimulatedDatabaseAnswersAsThePostgresThatRanDid(t *testing.T) {
	var file struct {
		Rows []struct {
			Level     string
			Scenario  string
			Returned  bool   `json:"returned_within_1500ms"`
			Cancel    string `json:"after_cancel"`
			Primary   *bool  `json:"visible_on_primary"`
			Meanwhile *bool  `json:"visible_on_primary_to_others_while_waiting"`
			Standby   bool   `json:"visible_on_standby_after_300ms"`
			Resumed   *bool  `json:"visible_on_standby_after_resume"`
			Survives  bool   `json:"present_after_failover"`
		}
	}
	vectors(t, "postgres_sync_commit.json", &file)
	require.Len(t, file.Rows, 10)
	// A replica here flushes what it receives before it says so: remote_write is on.
	mode := map[string]string{"off": "async", "local": "async", "remote_write": "semi-sync", "on": "semi-sync", "remote_apply": "sync-all"}
	cancelled := 0
	for _, row := range file.Rows {
		t.Run(row.Level+", "+row.Scenario, func(t *testing.T) {
			do := []string{}
			if row.Scenario != "standby healthy" {
				do = append(do, "1900ms:slow(r1,1000)") // replay takes 10 s
			}
			require.Contains(t, mode, row.Level)
			x := begin(t, set("mode", mode[row.Level], "semiSyncTimeout", "60000"), do...)

			x.later(t, ms(300))
			require.Equal(t, row.Standby, x.shown(1))
			x.later(t, ms(1500))
			require.Equal(t, row.Returned, x.answered())
			if !row.Returned {
				require.Equal(t, *row.Meanwhile, x.shown(0))
				x.do(t, "cancel()")
				x.later(t, ms(1510))
				require.False(t, x.answered(), "a warning is no success")
				cancelled++
			}
			require.Equal(t, row.Cancel == "warning: transaction already committed locally", x.warned())
			if row.Primary != nil {
				require.Equal(t, *row.Primary, x.shown(0))
			}
			x.do(t, "slow(r1,1)")
			x.later(t, ms(2500))
			if row.Resumed != nil {
				require.Equal(t, *row.Resumed, x.shown(1))
			}
			x.do(t, "crash(p)")
			x.later(t, 8*sim.Second)
			require.True(t, x.promoted())
			require.Equal(t, row.Survives, x.presentNow())
		})
	}
	require.Equal(t, 1, cancelled)
}

func TestTheSimulatedDatabaseWaitsForReceiptAsTheMariaDBThatRanDid(t *testing.T) {
	var file struct {
		Rows []struct {
			Wait      string `json:"wait_point"`
			Scenario  string
			Returned  *bool `json:"client_returned"`
			Fast      *bool
			InTime    *bool `json:"client_returned_within_1500ms"`
			Meanwhile *bool `json:"other_session_sees_row_while_waiting"`
			Thawed    *bool `json:"returned_after_replica_thaws"`
			Replica   bool  `json:"on_replica"`
		}
	}
	vectors(t, "mysql_semisync.json", &file)
	require.Len(t, file.Rows, 4)
	points := map[string]string{"AFTER_SYNC": "after-sync", "AFTER_COMMIT": "after-commit"}
	frozen := 0
	for _, row := range file.Rows {
		t.Run(row.Wait+", "+row.Scenario, func(t *testing.T) {
			do := []string{}
			if row.Scenario != "replica healthy" {
				do = append(do, "1999ms:pause(r1)")
			}
			x := begin(t, set("mode", "semi-sync", "waitPoint", points[row.Wait], "semiSyncTimeout", "20000"), do...)

			if row.Returned != nil {
				x.later(t, ms(50))
				require.Equal(t, *row.Fast, x.answered())
				require.Equal(t, *row.Returned, x.answered())
			} else {
				frozen++
				x.later(t, ms(1500))
				require.Equal(t, *row.InTime, x.answered())
				require.Equal(t, *row.Meanwhile, x.shown(0))
				x.do(t, "resume(r1)")
				x.later(t, ms(1600))
				require.Equal(t, *row.Thawed, x.answered())
			}
			x.later(t, ms(1800))
			require.Equal(t, row.Replica, x.shown(1))
		})
	}
	require.Equal(t, 2, frozen)
}
