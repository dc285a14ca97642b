#pragma once

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace actlab::arithmetic {

/// Calls f(0), ..., f(count - 1), each a task of the threads of oneTBB's current arena, and returns when all are done.
/// What was written before the call is seen by the tasks, and what they write after it. The calls may run in any order
/// and at once, so none may depend on another. Rethrows what one of them throws.
template <class F>
void in_parallel(std::size_t count, const F& f) {
  // oneTBB itself orders what is written before, in and after the tasks, but within a library that the thread sanitizer
  // does not see into. This counter gives the same order where it does.
  static std::atomic<std::uint64_t> gate = 0;
  const auto task = [&f](std::size_t i) {
    gate.load(std::memory_order_acquire);
    f(i);
    gate.fetch_add(1, std::memory_order_release);
  };
  gate.fetch_add(1, std::memory_order_release);
  oneapi::tbb::parallel_for(std::size_t{0}, count, task, oneapi::tbb::simple_partitioner());
  gate.load(std::memory_order_acquire);
}

/// The same for short tasks within one: while it waits for them, the thread takes up no other. One is done by the
/// thread itself.
template <class F>
void in_parallel_alone(std::size_t count, const F& f) {
  if (count == 1) return f(0);
  oneapi::tbb::this_task_arena::isolate([&] { in_parallel(count, f); });
}

}  // namespace actlab::arithmetic
