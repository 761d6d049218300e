"""Frames in, faces and matches out: cv2, mediapipe, onnxruntime and sklearn live here. No Qt, no SQL."""
