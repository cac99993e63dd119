package circuitbreaker

import "github.com/kookmin-msa-study/msalab/sim"

// contrast: whether /menu, which never calls Payment, lives through it.
var contrast = sim.Contrast{
	Figures: []sim.Figure{
		{Metric: mMenuShare, Name: sim.T("/menu 최저", "/menu low"), Up: true, Worst: true,
			Says: sim.T("{run}의 */menu 성공률이 {x}*까지 떨어져요. {list|을/를} 지켜요.", "/menu falls to *{x}* success with {run}, {list}.")},
		{Metric: mMenuTime, Percent: 99, Name: sim.T("/menu p99", "/menu p99"),
			Says:  sim.T("{run}의 */menu p99는 {x|이에요/예요}*. {list|이에요/예요}.", "/menu p99 is *{x}* with {run}, {list}."),
			Grows: sim.T("{run}의 */menu p99가 {x|으로/로}* 뛰어요. {list}에 그쳐요.", "/menu p99 grows *{x}* with {run}, {list}.")},
		{Metric: mEnded + resultOK, Name: sim.T("성공", "answered"), Unit: sim.T("건", ""), Up: true,
			Says: sim.T("{run|은/는} *{x}*만 제대로 답해요. {list|이에요/예요}.", "only *{x}* requests are answered with {run}, {list}.")},
		{Metric: mLatency, Percent: 99, Name: sim.T("/order p99", "/order p99")},
		{Metric: mEnded + resultOpen, Name: sim.T("거절", "rejected"), Title: sim.T("브레이커가 거절한 주문", "orders rejected by the breaker"), Unit: sim.T("건", ""),
			Says: sim.T("{run}에서는 브레이커가 *{x|을/를}* 거절해요. {list|이에요/예요}.", "the breaker rejects *{x}* requests with {run}, {list}.")},
	},
	After: map[string]sim.Text{
		"pause pay1": sim.T("결제가 멈추면", "When Payment hangs,"),
		"slow pay1":  sim.T("결제가 느려지면", "When Payment turns slow,"),
		"errors":     sim.T("결제가 오류를 내면", "When Payment fails,"),
		"bad":        sim.T("결제 하나가 고장 나면", "When one Payment instance breaks,"),
		"refuse":     sim.T("거래 거절이 늘면", "When business refusals grow,"),
		"trip":       sim.T("브레이커를 강제로 열면", "When the breaker is opened by hand,"),
	},
}
