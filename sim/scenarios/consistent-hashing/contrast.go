package consistenthashing

import "github.com/kookmin-msa-study/msalab/sim"

// contrast: how many keys moved, and what that did to the hits.
var contrast = sim.Contrast{
	Figures: []sim.Figure{
		{Metric: mMovedShare, Name: sim.T("옮긴 키", "moved"), Worst: true,
			Says: sim.T("{run}에서는 키의 *{x|이/가}* 이동해요. {list|이에요/예요}.", "*{x}* of the keys move with {run}, {list}.")},
		{Metric: mHitShare, Name: sim.T("최저 히트율", "lowest hits"), Up: true, Worst: true,
			Says: sim.T("{run}의 히트율이 *{x}*까지 떨어져요. {list|을/를} 지켜요.", "hits fall to *{x}* with {run}, {list}.")},
		{Metric: mLatency, Percent: 99, Name: sim.T("p99", "p99"),
			Says:  sim.T("{run}의 *p99는 {x|이에요/예요}*. {list|이에요/예요}.", "p99 is *{x}* with {run}, {list}."),
			Grows: sim.T("{run}의 *p99가 {x|으로/로}* 뛰어요. {list}에 그쳐요.", "p99 grows *{x}* with {run}, {list}.")},
		{Metric: mPeak, Name: sim.T("최대 ÷ 평균", "fullest over mean"), Worst: true,
			Says: sim.T("{run}에서 키가 가장 많은 서버는 평균의 *{x|이에요/예요}*. {list|이에요/예요}.", "the fullest server holds *{x}* of the mean with {run}, {list}.")},
		{Metric: mErrors, Name: sim.T("실패", "failed"), Unit: sim.T("건", ""),
			Says: sim.T("{run}에서는 읽기 *{x|이/가}* 실패해요. {list|이에요/예요}.", "*{x}* reads fail with {run}, {list}.")},
		{Metric: mSpilled, Name: sim.T("흘러넘침", "spilled"), Unit: sim.T("건", "")},
	},
	After: map[string]sim.Text{
		"add":    sim.T("서버 한 대를 더하면", "When a server joins,"),
		"remove": sim.T("서버 한 대를 빼면", "When a server leaves,"),
		"hotkey": sim.T("키 하나에 읽기가 몰리면", "When one key turns hot,"),
		"weight": sim.T("한 대의 가중치를 올리면", "When one server gets more weight,"),
	},
}
