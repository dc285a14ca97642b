#pragma once

#include <memory>
#include <vector>

#include "actlab/results.hpp"
#include "network/layout.hpp"
#include "training/evaluation.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// Measures what each layer does with the training samples, in a network of its own, so that training is not changed by
/// one bit.
template <class T>
class Diagnostics {
 public:
  /// `loss` is a row of the loss table; `data` must outlive the object.
  Diagnostics(std::size_t loss, const TrainingData<T>& data, Layout layout);

  /// A row per layer and lane below `count`, lane by lane; `replicate` holds the lane and `epoch` is 0.
  std::vector<LayerRow> measure(const Network<T>& trained, std::size_t count);

  /// Adds the activations of the given lanes, one histogram a layer.
  void add_histograms(const Network<T>& trained, const std::vector<std::size_t>& lanes,
                      std::vector<ActivationHistogram>& layers);

 private:
  struct Layer;

  void load(const Network<T>& trained);
  void tally(std::size_t rows, bool first, std::vector<Layer>& layers);
  LayerRow row_of(const Layer& layer, std::size_t l, std::size_t lane) const;

  std::size_t loss_;
  const TrainingData<T>& data_;
  Layout layout_;
  const Kernels<T>& kernels_;
  std::unique_ptr<Network<T>> network_;  // made when it is first needed
  std::vector<T> flat_;                  // per layer: smaller slopes are saturated
};

extern template class Diagnostics<float>;
extern template class Diagnostics<double>;

}  // namespace actlab
