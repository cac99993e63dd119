package widgets_test

const guestReport = "MSALAB_WIDGETS_GUEST"

func runGuest(string) int { return 0 }
