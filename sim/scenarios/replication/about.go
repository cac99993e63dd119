package replication

import "github.com/kookmin-msa-study/msalab/sim"

// What the model has, and what it leaves out.
var (
	modelled = []sim.Text{
		sim.T("프라이머리는 모든 쓰기를 한 줄의 로그로 세우고, 복제본은 받은 뒤에 적용해요.", "The primary orders every write in one log; a replica receives it first and applies it later."),
		sim.T("비동기, 반동기(두 대기 지점), 모두 적용할 때까지 기다리는 동기가 있어요.", "Asynchronous, semi-synchronous (both wait points), and waiting until all have applied."),
		sim.T("반동기는 타임아웃이 나면 조용히 꺼지고, 따라잡으면 다시 켜져요.", "Semi-sync turns off silently at its timeout, and on again after catching up."),
		sim.T("기다리기를 취소한 커밋은 되돌려지지 않아요. 프라이머리에서만 보여요.", "A commit whose wait is cancelled is not undone: it shows on the primary alone."),
		sim.T("페일오버는 가장 많이 받은 복제본을 뽑고, 세대를 올리고, 주소를 옮겨요.", "Failover picks the longest received log, raises the epoch and moves the route."),
		sim.T("뽑힌 복제본은 받은 것을 다 적용해야 쓰기를 받아요. 늦으면 로그가 같은 다른 복제본에 맡겨요.", "The chosen one applies all it received before it opens; if that takes too long, another with the same log is asked."),
		sim.T("펜싱이 켜져 있으면 옛 세대의 쓰기를 거절하고, 리스가 끝난 프라이머리는 스스로 멈춰요.", "With fencing, writes of an older epoch are refused, and a primary whose lease ended stops by itself."),
		sim.T("돌아온 옛 프라이머리는 갈라진 뒤쪽을 잘라 내고 다시 따라가요.", "A returning primary cuts off what diverged and follows again."),
	}
	omitted = []sim.Text{
		sim.T("쓰기 여러 개로 된 트랜잭션과 잠금.", "Transactions of several writes, and locks."),
		sim.T("고장 나는 디스크, 복제본에서 쓰기와 플러시의 차이.", "Failing disks; written and flushed as two things on a replica."),
		sim.T("페일오버 관리자 자신의 정족수: 한 대가 결정해요.", "A quorum of failover managers: one decides alone."),
		sim.T("프라이머리를 일부러 여럿 두는 구성(멀티 프라이머리).", "Several primaries by design."),
	}
)
