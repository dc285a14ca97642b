#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "network/network.hpp"

namespace actlab {

/// Which lanes still train, and how and when the others ended.
class LaneStates {
 public:
  enum class State : std::uint8_t { running, diverged, stopped };

  explicit LaneStates(std::size_t lanes) : states_(lanes, State::running), ended_at_(lanes, 0) {}

  [[nodiscard]] std::size_t lanes() const { return states_.size(); }
  [[nodiscard]] bool running(std::size_t lane) const { return states_[lane] == State::running; }
  [[nodiscard]] bool diverged(std::size_t lane) const { return states_[lane] == State::diverged; }
  /// The epoch in which a lane ended.
  [[nodiscard]] std::uint32_t ended_at(std::size_t lane) const { return ended_at_[lane]; }
  /// Whether a lane has rows for the epoch: it trains, or stopped in it.
  [[nodiscard]] bool reports(std::size_t lane, std::uint32_t epoch) const {
    return running(lane) || (!diverged(lane) && ended_at_[lane] == epoch);
  }
  /// Whether none of the first `count` lanes trains.
  [[nodiscard]] bool all_ended(std::size_t count) const;

  void end(std::size_t lane, State state, std::uint32_t epoch) {
    states_[lane] = state;
    ended_at_[lane] = epoch;
  }

 private:
  std::vector<State> states_;
  std::vector<std::uint32_t> ended_at_;
};

/// Ends the lanes whose parameters are not all finite: they are set to NaN, and the other lanes do not notice.
template <class T>
void end_diverged(Network<T>& network, const Kernels<T>& kernels, std::uint32_t epoch, LaneStates& lanes);

}  // namespace actlab
