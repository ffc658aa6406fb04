#pragma once

namespace parley {

/// The n-th thread that is asked for from now on is refused; 0 stands for none.
void refuse_thread(int n);

}  // namespace parley
