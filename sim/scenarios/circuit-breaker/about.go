package circuitbreaker

import "github.com/kookmin-msa-study/msalab/sim"

// What the model has, and what it leaves out.
var (
	modelled = []sim.Text{
		sim.T("요청은 포아송으로 도착하고, 답을 기다리지 않고 계속 와요(열린 부하).", "Requests arrive as a Poisson process whether or not anybody answers (open load)."),
		sim.T("주문 하나는 결제가 답하거나 타임아웃이 될 때까지 스레드 하나를 쥐고 있어요.", "An order holds one thread until Payment answers or the timeout runs out."),
		sim.T("스레드가 없으면 200자리 대기열에 서고, 그것도 차면 거절돼요.", "Without a free thread a request waits in a queue of 200, and is refused when that is full."),
		sim.T("브레이커는 Resilience4j의 상태 기계 그대로이고, 판단할 때마다 까닭을 남겨요.", "The breaker is Resilience4j's state machine; it keeps the reason of every turn."),
		sim.T("브레이커는 최근 호출 수로도, 최근 몇 초로도 판단할 수 있어요. 시간으로 볼 때는 초마다 합계만 갖고 있어요.",
			"The breaker judges by the last calls or by the last seconds; by time it keeps no more than a sum for each second."),
		sim.T("설정을 바꿔도 브레이커의 상태와 기록은 남아요. Resilience4j는 새 브레이커로 갈아 끼워서 닫힌 채 처음부터 세요.",
			"New settings keep the breaker's state and record; Resilience4j puts in a new one, closed and empty."),
		sim.T("벌크헤드는 기다리지 않고 바로 거절해요(maxWaitDuration 0). 거절은 브레이커가 세지 않아요.", "The bulkhead refuses at once (maxWaitDuration 0); the breaker does not record that."),
		sim.T("상태가 바뀌기 전에 보낸 호출의 결과는 세지 않아요. Resilience4j는 세고, gobreaker는 세지 않아요.", "A result of a call from before the last turn does not count: as in gobreaker; Resilience4j counts it."),
		sim.T("클라이언트가 포기해도 주문 서비스는 그 일을 끝까지 해요.", "When a client gives up, the order service still does the work."),
	}
	omitted = []sim.Text{
		sim.T("재시도: 재시도 폭풍에서 따로 다뤄요.", "Retries: a topic of their own."),
		sim.T("주문 서비스 여러 대: 브레이커는 인스턴스마다 따로 배워요.", "Several order services: each would have a breaker of its own and learn for itself."),
		sim.T("아웃라이어 감지와 커넥션 풀.", "Outlier detection and connection pools."),
		sim.T("멱등성: 망이 요청을 두 번 전하면 두 번 일해요.", "Idempotency: what the network duplicates is done twice."),
		sim.T("점점 길어지는 열림 대기와 반열림의 시간 제한.", "A wait that grows with each trip, and a limit on the time spent half-open."),
	}
)
