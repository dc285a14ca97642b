#pragma once

#include <functional>
#include <list>

#include "actlab/api.hpp"

namespace actlab {

/// What is to be undone if a signal ends the program before the owner does it: a temporary file, a child process.
class ACTLAB_API Undo {
 public:
  /// Calls `make`, which makes what is to be undone: a signal finds both or none. What it throws is thrown on.
  Undo(const std::function<void()>& make, std::function<void()> action);
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo();

 private:
  std::list<std::function<void()>>::iterator place_;
};

/// Runs all actions, the latest first. For the last moment of the program: whoever begins or ends an Undo from here on
/// waits for ever.
ACTLAB_API void undo_all();

}  // namespace actlab
