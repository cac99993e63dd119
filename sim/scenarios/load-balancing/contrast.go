package loadbalancing

import "github.com/kookmin-msa-study/msalab/sim"

// contrast: the slowest answers tell balancers apart, then what fails.
var contrast = sim.Contrast{
	Figures: []sim.Figure{
		{Metric: mLatency, Percent: 99, Name: sim.T("p99", "p99"),
			Says:  sim.T("{run}의 *p99는 {x|이에요/예요}*. {list|이에요/예요}.", "p99 is *{x}* with {run}, {list}."),
			Grows: sim.T("{run}의 *p99가 {x|으로/로}* 뛰어요. {list}에 그쳐요.", "p99 grows *{x}* with {run}, {list}.")},
		{Metric: mLatency, Percent: 50, Name: sim.T("p50", "p50")},
		{Metric: mErrors, Name: sim.T("오류", "errors"), Unit: sim.T("건", ""),
			Says: sim.T("{run|은/는} *{x|을/를}* 오류로 끝내요. {list|이에요/예요}.", "{run} ends *{x}* requests in an error; {list}.")},
		{Metric: mTimeouts, Name: sim.T("타임아웃", "timeouts"), Unit: sim.T("건", ""),
			Says: sim.T("{run}에서는 *{x|이/가}* 답을 못 듣고 포기해요. {list|이에요/예요}.", "*{x}* clients give up waiting with {run}, {list}.")},
	},
	After: map[string]sim.Text{
		"slow s4":  sim.T("느린 서버 하나가 끼면", "When one server turns slow,"),
		"fastfail": sim.T("서버 하나가 빨리 실패하면", "When a server fails fast,"),
		"addcold":  sim.T("웜업 전 서버가 들어오면", "When a cold server joins,"),
		"freeze":   sim.T("로드 밸런서의 정보가 멈추면", "When the balancer's view freezes,"),
		"drain":    sim.T("서버 한 대를 드레이닝하면", "When a server is drained,"),
	},
}
