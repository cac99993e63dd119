package saga

import "github.com/kookmin-msa-study/msalab/sim"

// contrast: who paid twice, who was forgotten, and how much had to be undone.
var contrast = sim.Contrast{
	Figures: []sim.Figure{
		{Metric: mDoubles, Name: sim.T("두 번 결제", "paid twice"), Unit: sim.T("건", ""), Worst: true,
			Says: sim.T("{run|은/는} 주문 *{x|을/를}* 두 번 결제해요. {list|이에요/예요}.", "*{x}* orders are charged twice with {run}, {list}.")},
		{Metric: mRefundShare, Name: sim.T("환불", "refunds"),
			Says: sim.T("{run}에서는 결제의 *{x|이/가}* 환불돼요. {list|이에요/예요}.", "*{x}* of charges are refunded with {run}, {list}.")},
		{Metric: mForgotten, Name: sim.T("잊힌 사가", "forgotten"), Unit: sim.T("건", ""), Worst: true,
			Says: sim.T("{run}에서는 사가 *{x|이/가}* 잊혀요. {list|이에요/예요}.", "*{x}* sagas are forgotten with {run}, {list}.")},
		{Metric: mStuck, Name: sim.T("보류된 사가", "parked"), Unit: sim.T("건", ""), Worst: true,
			Says: sim.T("{run}에서는 사가 *{x|이/가}* 보류돼요. {list|이에요/예요}.", "*{x}* sagas are parked with {run}, {list}.")},
		{Metric: mDirty, Name: sim.T("더티 리드", "dirty reads"), Unit: sim.T("건", ""),
			Says: sim.T("{run}에서는 더티 리드가 *{x|이에요/예요}*. {list|이에요/예요}.", "there are *{x}* dirty reads with {run}, {list}.")},
		{Metric: mLatency, Percent: 99, Name: sim.T("p99", "p99"),
			Says:  sim.T("{run}의 *p99는 {x|이에요/예요}*. {list|이에요/예요}.", "p99 is *{x}* with {run}, {list}."),
			Grows: sim.T("{run}의 *p99가 {x|으로/로}* 뛰어요. {list}에 그쳐요.", "p99 grows *{x}* with {run}, {list}.")},
	},
	After: map[string]sim.Text{
		"crash orch": sim.T("오케스트레이터가 죽으면", "When the orchestrator crashes,"),
		"refuse":     sim.T("한 단계가 거절하면", "When a step refuses,"),
		"lose":       sim.T("응답 하나가 사라지면", "When a reply is lost,"),
		"repeat":     sim.T("명령이 두 번 오면", "When a command comes twice,"),
		"stall":      sim.T("명령이 늦게 처리되면", "When a command is taken late,"),
		"failundo":   sim.T("보상이 계속 실패하면", "When an undo keeps failing,"),
	},
}
