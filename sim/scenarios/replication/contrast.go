package replication

import "github.com/kookmin-msa-study/msalab/sim"

// contrast: what was lost, then what readers did not see, then what that costs.
var contrast = sim.Contrast{
	Figures: []sim.Figure{
		{Metric: mLost, Name: sim.T("잃은 쓰기", "lost"), Unit: sim.T("건", ""), Worst: true,
			Says: sim.T("{run|은/는} 성공이라고 답한 쓰기 *{x|을/를}* 잃어요. {list|이에요/예요}.", "*{x}* acknowledged writes are lost with {run}, {list}.")},
		{Metric: mLatency, Percent: 50, Name: sim.T("쓰기 p50", "write p50"),
			Says:  sim.T("{run}의 *쓰기 p50은 {x|이에요/예요}*. {list|이에요/예요}.", "write p50 is *{x}* with {run}, {list}."),
			Grows: sim.T("{run}의 *쓰기 p50이 {x|으로/로}* 뛰어요. {list}에 그쳐요.", "write p50 grows *{x}* with {run}, {list}.")},
		{Metric: mStaleShare, Name: sim.T("오래된 읽기", "stale reads"), Worst: true,
			Says: sim.T("{run}에서는 읽기의 *{x|이/가}* 옛 값이에요. {list|이에요/예요}.", "*{x}* of reads are stale with {run}, {list}.")},
		{Metric: mSplitWrites, Name: sim.T("옛 세대 쓰기", "split writes"), Unit: sim.T("건", ""),
			Says: sim.T("{run}에서는 옛 프라이머리가 쓰기 *{x|을/를}* 받아요. {list|이에요/예요}.", "the old primary takes *{x}* writes with {run}, {list}.")},
		{Metric: mAcked, Name: sim.T("성공한 쓰기", "acknowledged"), Title: sim.T("성공한 쓰기", "writes acknowledged"), Unit: sim.T("건", ""), Up: true,
			Says: sim.T("{run|은/는} 쓰기를 *{x}*만 받아요. {list|이에요/예요}.", "only *{x}* writes succeed with {run}, {list}.")},
	},
	After: map[string]sim.Text{
		"crash p": sim.T("프라이머리가 죽으면", "When the primary crashes,"),
		"cut p":   sim.T("프라이머리가 고립되면", "When the primary is cut off,"),
	},
}
