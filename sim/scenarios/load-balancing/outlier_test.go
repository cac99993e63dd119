package loadbalancing

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/kookmin-msa-study/msalab/sim"
)

var twiceRestarted = []string{"rps=280", "outlierErrors=5", "8s:crash(s2)", "9s:restart(s2)", "10s:crash(s2)", "11s:restart(s2)"}

func TestResetConnectionsCountAsFailures(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, append(twiceRestarted, "outlierOne=on")...)
	at, args := said(t, r, nResetEjected, 14*sim.Second)
	require.Equal(t, 9_000_500*sim.Microsecond, at)
	require.Greater(t, args[1], int64(50), "requests that end with 502")
	require.EqualValues(t, 5, args[2])
	require.True(t, m.lb.ejected(1))
	back, _ := said(t, r, nReadmitted, 60*sim.Second)
	require.Equal(t, args[3], int64(back-at), "back when it was said")
	requireLaws(t, r)

	r, m = startOpen(t, "equal", 1, measured, twiceRestarted...)
	for range 2 {
		_, args = said(t, r, nResetSpared, 14*sim.Second)
		require.Greater(t, args[1], int64(50))
		require.EqualValues(t, [2]int64{4, 0}, [2]int64{args[2], args[3]}, "of four servers none may be out at 10 %%")
	}
	require.False(t, m.lb.ejected(1))
	requireLaws(t, r)
}

func TestASparedServerSaysHowManyMayBeOutInWords(t *testing.T) {
	for share, want := range map[string][2]string{
		"10": {"S4가 연속 5번 실패했지만 빼지 못해요. 서버 4대 가운데 뺄 수 있는 서버가 없어요.", "S4 failed 5 times in a row, but stays: of 4 servers none may be out."},
		"25": {"S4가 연속 5번 실패했지만 빼지 못해요. 서버 4대 가운데 1대까지만 뺄 수 있어요.", "S4 failed 5 times in a row, but stays: of 4 servers only 1 may be out."},
	} {
		r, m := startOpen(t, "black-hole", 42, sim.Full, "outlierErrors=5", "outlierMax="+share, "4s:fastfail(s3)")
		var rec sim.Record
		for (rec.Note != nSpared+1 && rec.Note != nSparedFirst+1) || rec.Args[0] != int64(m.lb.node(3)) {
			require.True(t, r.Step())
			rec, _ = r.Last()
		}
		require.Equal(t, want, [2]string{r.Caption(rec, sim.KO).Plain(), r.Caption(rec, sim.EN).Plain()})
	}
}

func TestAResetOfARequestThatNobodyWaitsForIsAFailure(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, "rps=40", "clientTimeout=500", "outlierErrors=20", "outlierOne=on", "8s:crash(s2)", "12s:restart(s2)")
	_, args := said(t, r, nResetEjected, 13*sim.Second)
	require.Less(t, args[1], int64(20), "clients still wait for fewer than that")
	require.True(t, m.lb.ejected(1))
}

func TestAServerThatIsRegisteredAgainStartsWithNoFailures(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, "outlierErrors=5", "outlierMax=100", "drainMs=0", "2s:fastfail(s1)")
	for m.lb.v.passive.row[0] < 3 {
		require.True(t, r.Step())
	}
	does(t, r, "drain(s1)", "register(s1)")
	require.Zero(t, m.lb.v.outlier.Errors(0))
	_, args := said(t, r, nEjected, 5*sim.Second)
	require.EqualValues(t, m.lb.node(0), args[0])
	requireLaws(t, r)
}

func TestADrainEndsWhenTheLastRequestTimesOut(t *testing.T) {
	r, _ := startOpen(t, "equal", 1, measured, "healthInterval=30000", "lbTimeout=1000", "drainMs=20000", "3s:isolate(s1)", "4s:drain(s1)")
	at, args := said(t, r, nDrained, 20*sim.Second)
	require.Less(t, at, 5100*sim.Millisecond)
	require.Zero(t, args[1], "nothing was cut off")
}

func TestAReadmittedServerBeginsItsSlowStart(t *testing.T) {
	r, m := startOpen(t, "outlier", 1, measured)
	at, _ := said(t, r, nReadmitted, 50*sim.Second)
	require.Equal(t, 40*sim.Second, at)
	require.Equal(t, at, m.lb.v.since[3])
}

func TestAnswersThatDoNotComeInTimeCountAsFailures(t *testing.T) {
	for _, fault := range []string{"crash(s1)", "pause(s1)", "isolate(s1)", "cut(lb>s1)", "cut(s1>lb)", "slow(s1,1000)"} {
		r, m := startOpen(t, "equal", 1, measured, "healthInterval=30000", "outlierErrors=5", "outlierOne=on", "lbTimeout=1000", "3s:"+fault)
		at, args := said(t, r, nEjected, 10*sim.Second)
		require.EqualValues(t, m.lb.node(0), args[0], fault)
		require.Greater(t, at, 4*sim.Second, fault)
		require.Less(t, at, 4300*sim.Millisecond, "%s: a second, and five requests of sixty a second", fault)
		sent := m.lb.v.shares
		until(t, r, 30*sim.Second)
		require.NotEqual(t, sent, m.lb.v.shares)
		require.Zero(t, m.lb.v.shares.share(0), "%s: it gets nothing while it lasts", fault)
		require.Less(t, r.Level(mErrors), int64(85), "%s: what was sent in that second fails, and no more", fault)
		requireLaws(t, r, fault)
	}
}

func TestAClientThatGivesUpIsNoFailureOfTheServer(t *testing.T) {
	r, m := startOpen(t, "naive", 1, measured, "outlierErrors=1", "outlierMax=100", "clientTimeout=500", "lbTimeout=0")
	until(t, r, 20*sim.Second)
	require.Greater(t, r.Level(mTimeouts), int64(500))
	require.Zero(t, m.lb.v.outlier.Out())
	require.Zero(t, r.LawState(lawOutliers).Broken)
}

func TestWhatTheBalancerOrAnOperatorCutsOffIsNoFailureOfTheServer(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, "outlierErrors=2", "outlierMax=100", "rps=390", "drainMs=0", "10s:drain(s1)", "11s:register(s1)", "12s:crash(s2)")
	at, _ := said(t, r, nUnhealthy, 30*sim.Second)
	require.Less(t, at, 21*sim.Second)
	until(t, r, at+sim.Second)
	require.Greater(t, r.Level(mErrors), int64(100))
	require.Zero(t, m.lb.v.outlier.Out())
	require.Zero(t, r.LawState(lawOutliers).Broken)
}

func TestARefusedRequestCountsAsAFailure(t *testing.T) {
	r, _ := startOpen(t, "naive", 1, measured, "rps=2000", "serviceMs=500", "clientTimeout=0", "lbTimeout=0", "outlierErrors=5")
	at, args := said(t, r, nSparedFirst, 25*sim.Second)
	require.Less(t, at, 25*sim.Second, "a full queue refuses")
	require.EqualValues(t, 4, args[2])
}

func TestAnEjectionThatTheLimitForbidsIsSaidAndS4Stays(t *testing.T) {
	r, m := startOpen(t, "outlier", 1, measured, "6s:fastfail(s3)")
	_, args := said(t, r, nEjected, 6*sim.Second)
	require.EqualValues(t, m.lb.node(3), args[0])
	_, args = said(t, r, nSparedFirst, 7*sim.Second)
	require.EqualValues(t, [4]int64{int64(m.lb.node(2)), 5, 4, 1}, args)
	marks, spared := 0, 0
	for r.Now() < 26*sim.Second && r.Step() {
		switch rec, _ := r.Last(); rec.Note {
		case nSparedFirst + 1:
			marks++
		case nSpared + 1:
			spared++
		}
	}
	require.Greater(t, spared, 100)
	require.Less(t, marks, 3, "the timeline is marked every ten seconds")
	require.False(t, m.lb.ejected(2))
	requireLaws(t, r)
}

func TestEnvoysDefaultLimitLeavesTheBlackHoleAsItIs(t *testing.T) {
	for _, c := range []struct {
		set []string
		out int
	}{
		{[]string{"outlierOne=off"}, 0},
		{[]string{"outlierOne=on"}, 1},
		{[]string{"outlierOne=off", "outlierMax=25"}, 1},
		{[]string{"outlierOne=off", "outlierMax=24"}, 0},
		{[]string{"outlierOne=off", "outlierMax=50"}, 2},
		{[]string{"outlierOne=on", "outlierMax=0"}, 1},
	} {
		r, m := startOpen(t, "outlier", 1, measured, append(c.set, "5s:fastfail(s3)")...)
		until(t, r, 9*sim.Second)
		require.Equal(t, c.out, m.lb.v.outlier.Out(), "%v", c.set)
		requireLaws(t, r)
	}
}

func TestTheLimitIsOfTheServersThatAreRegistered(t *testing.T) {
	r, m := startOpen(t, "equal", 1, measured, "outlierErrors=5", "outlierMax=25", "2s:addcold()", "2s:addcold()", "2s:addcold()", "2s:addcold()",
		"4s:fastfail(s1)", "4s:fastfail(s2)", "4s:fastfail(s3)")
	until(t, r, sim.Second)
	require.Equal(t, [2]int{4, 1}, [2]int{m.lb.v.outlier.There(), m.lb.v.outlier.Allowed()}, "four of eight places are taken")
	until(t, r, 6*sim.Second)
	require.Equal(t, [3]int{8, 2, 2}, [3]int{m.lb.v.outlier.There(), m.lb.v.outlier.Allowed(), m.lb.v.outlier.Out()})

	does(t, r, "drain(s5)", "drain(s6)", "drain(s7)", "drain(s8)")
	require.Equal(t, [2]int{4, 1}, [2]int{m.lb.v.outlier.There(), m.lb.v.outlier.Allowed()})
	out := 0
	for i := range 3 {
		if m.lb.ejected(i) {
			out++
			does(t, r, "mend("+serverNames[i]+")", "drain("+serverNames[i]+")", "register("+serverNames[i]+")")
			require.False(t, m.lb.ejected(i), "registered again, it is one that nothing is known of")
		}
	}
	require.Equal(t, 2, out)
	until(t, r, 8*sim.Second)
	require.Equal(t, 1, m.lb.v.outlier.Out(), "now the third, of four")
	does(t, r, "fastfail(s4)")
	until(t, r, 10*sim.Second)
	require.Equal(t, 1, m.lb.v.outlier.Out(), "and no second one")
	requireLaws(t, r)

	r, m = startOpen(t, "equal", 1, measured, "outlierMax=50", "1s:drain(s1)", "1s:drain(s2)", "4s:fastfail(s3)", "4s:fastfail(s4)", "9s:set(outlierErrors,5)")
	until(t, r, 12*sim.Second)
	require.Equal(t, [3]int{2, 1, 1}, [3]int{m.lb.v.outlier.There(), m.lb.v.outlier.Allowed(), m.lb.v.outlier.Out()}, "switched on later")
	requireLaws(t, r)
}

func TestASentenceSaysWhenTheSweepEndsAnEjection(t *testing.T) {
	for _, c := range []struct{ eject, back string }{{"1000", "10s"}, {"4900", "10s"}, {"5000", "20s"}, {"30000", "40s"}, {"300000", "310s"}} {
		r, _ := startOpen(t, "outlier", 1, measured, "ejectMs="+c.eject)
		at, args := said(t, r, nEjected, 6*sim.Second)
		rec, _ := r.Last()
		require.Contains(t, r.Caption(rec, sim.EN).Plain(), "The first sweep after that brings it back, in ")
		require.Contains(t, r.Caption(rec, sim.KO).Plain(), "그 뒤 첫 점검에서 돌려놓아요")
		back, err := sim.ParseSpan(c.back)
		require.NoError(t, err)
		require.Equal(t, back, at+sim.Time(args[3]), c.eject)
		if back < horizon {
			got, _ := said(t, r, nReadmitted, horizon)
			require.Equal(t, back, got, c.eject)
		}
	}
}
